import type { Debrief } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { significant } from '../../model/format.ts';
import { Because } from './Because.tsx';
import { Told } from './Told.tsx';

/** The one thing to do otherwise, and the moment at which it would have begun. */
export function Habit(props: { readonly habit: Debrief['habit'] }): ReactNode {
  const { text, gain, because } = props.habit;
  return (
    <>
      <p className="fd-debrief-text fd-lesson">
        <Told text={text} />
      </p>
      {gain === null ? null : (
        <p className="fd-dim">In this run that alone would have gained {significant(gain)} points.</p>
      )}
      <Because seqs={because} />
    </>
  );
}
