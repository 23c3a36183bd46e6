import type { Ritual } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { CheckIcon } from '../../components/icons.tsx';

const steps: readonly { readonly id: keyof Ritual; readonly name: string; readonly text: string }[] = [
  { id: 'declared', name: 'Declare', text: 'Something is wrong. Say what you observe.' },
  { id: 'resisted', name: 'Resist', text: 'Do not jump to code yet.' },
  { id: 'gathered', name: 'Gather', text: 'Metrics and logs first. Pin what matters.' },
  { id: 'written', name: 'Write', text: 'A hypothesis that could turn out wrong, locked.' },
  { id: 'validated', name: 'Validate', text: 'Check your predictions, then the code.' },
];

/** The five steps; each ticks itself from what the team does. */
export function RitualList(props: { readonly ritual: Ritual; readonly acknowledged: boolean }): ReactNode {
  return (
    <section className="fd-ritual" aria-labelledby="ritual-title">
      <h2 id="ritual-title" className="fd-label">
        Behaviour first
      </h2>
      <ol className="fd-plain">
        {steps.map((step) => {
          const done = props.acknowledged && props.ritual[step.id];
          return (
            <li key={step.id} data-done={done}>
              <span className="fd-ritual-mark" aria-hidden="true">
                {done ? <CheckIcon size={10} /> : null}
              </span>
              <span>
                <strong>{step.name}</strong>
                {done ? <span className="fd-hidden"> (done)</span> : null}
                <span className="fd-dim"> {step.text}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
