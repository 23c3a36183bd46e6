/** What the thread that answers people and the thread that holds stores say to each other. */
import type { TelemetryErrorData } from '../errors.ts';
import type { Chunk } from '../record/chunk.ts';
import type { TelemetryRequest } from '../requests.ts';

export type Command =
  | { readonly kind: 'adopt'; readonly worldId: string; readonly sliceId: string; readonly chunk: Chunk }
  | { readonly kind: 'adopt-file'; readonly worldId: string; readonly sliceId: string; readonly path: string }
  | { readonly kind: 'fork'; readonly worldId: string; readonly newWorldId: string; readonly cutUs: number }
  | { readonly kind: 'drop'; readonly worldId: string }
  | { readonly kind: 'query'; readonly worldId: string; readonly request: TelemetryRequest; readonly asOfMs: number };

export interface Call {
  readonly id: number;
  readonly command: Command;
}

export type Answer =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly id: number; readonly ok: false; readonly error: TelemetryErrorData };
