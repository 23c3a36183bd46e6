import { type ReactNode, useState } from 'react';
import { ApiError, errorText } from '../../data/errors.ts';

interface Form {
  readonly busy: boolean;
  submit(what: () => Promise<void>): void;
  /** What the server said of one field, if anything. */
  errorOf(field: string): string | undefined;
  /** What it said that belongs to no field. */
  readonly otherError: ReactNode;
}

/** A form whose refusals stand at the fields they are about. `fields` are the ones it shows. */
export function useForm(fields: readonly string[]): Form {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fieldOf = (thrown: unknown): string | undefined =>
    thrown instanceof ApiError ? fields.find((field) => thrown.field === field) : undefined;
  return {
    busy,
    submit(what) {
      setBusy(true);
      setError(null);
      what()
        .catch(setError)
        .finally(() => setBusy(false));
    },
    errorOf: (field) => (error !== null && fieldOf(error) === field ? errorText(error) : undefined),
    otherError:
      error !== null && fieldOf(error) === undefined ? (
        <p className="fd-bad" role="alert" style={{ margin: 0 }}>
          {errorText(error)}
        </p>
      ) : null,
  };
}
