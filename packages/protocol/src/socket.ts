/** socket.io, namespace `/`, `auth: { token }`. The server pushes whole views, so a browser that was away misses nothing. */
import type { DrillView } from './drill.ts';

export interface ServerToClient {
  /** On connecting and after every journal entry or change of progress. */
  'drill.state': (view: DrillView) => void;
  /** The seat's secret is not known (any more). */
  'seat.refused': (message: string) => void;
}

export interface ClientToServer {
  /** Which pane and window a member looks at: shown to team mates, not journalled. */
  'presence.update': (presence: { readonly pane: string }) => void;
}
