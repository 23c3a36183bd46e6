/** Stores by world. */
import { TelemetryError, type TelemetryErrorData } from '../errors.ts';
import { execute } from '../query.ts';
import { readChunk } from '../record/file.ts';
import { createStore, type Store } from '../store/store.ts';
import type { Answer, Call, Command } from './messages.ts';

const asData = (error: unknown): TelemetryErrorData =>
  error instanceof TelemetryError
    ? error.toData()
    : { code: 'internal', message: error instanceof Error ? error.message : String(error) };

export class TelemetryHost {
  readonly #stores = new Map<string, Store>();
  readonly #dropped = new Set<string>();

  answer({ id, command }: Call): Answer {
    try {
      return { id, ok: true, result: this.#run(command) };
    } catch (error) {
      return { id, ok: false, error: asData(error) };
    }
  }

  #run(command: Command): unknown {
    switch (command.kind) {
      case 'adopt': {
        this.#storeOrNew(command.worldId).adopt(command.chunk, command.sliceId);
        return null;
      }
      case 'adopt-file': {
        // A world that was let go is still being filled by whoever computes it.
        if (this.#dropped.has(command.worldId)) return null;
        this.#storeOrNew(command.worldId).adopt(readChunk(command.path), command.sliceId);
        return null;
      }
      case 'fork':
        this.#dropped.delete(command.newWorldId);
        this.#stores.set(command.newWorldId, this.#storeOrNew(command.worldId).fork(command.cutUs));
        return null;
      case 'drop':
        this.#stores.delete(command.worldId);
        this.#dropped.add(command.worldId);
        return null;
      case 'query':
        return execute(this.#store(command.worldId), command.request, command.asOfMs);
    }
  }

  #storeOrNew(worldId: string): Store {
    const store = this.#stores.get(worldId) ?? createStore();
    this.#stores.set(worldId, store);
    return store;
  }

  #store(worldId: string): Store {
    const store = this.#stores.get(worldId);
    if (!store) throw new TelemetryError('not_found', `no telemetry of world ${worldId}`);
    return store;
  }
}
