import type { Reading } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { readingLabel } from '../../model/readings.ts';

const marks: Readonly<Record<Reading, string>> = {
  higher: '\u2191',
  lower: '\u2193',
  same: '=',
  gone: '\u2205',
  'comes-and-goes': '\u223f',
  which: '\u2022',
};

export function ReadingMark(props: { readonly reading: Reading; readonly value?: string | undefined }): ReactNode {
  const named = props.reading === 'which' && props.value;
  return (
    <span className="fd-reading">
      <span aria-hidden="true">{marks[props.reading]}</span> {named ? props.value : readingLabel(props.reading)}
    </span>
  );
}
