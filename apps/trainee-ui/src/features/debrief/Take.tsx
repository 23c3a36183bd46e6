import { drillPath } from '@firedrill/protocol';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAsk } from '../../components/useAsk.ts';
import { readSeat } from '../../data/seat.ts';

const formats = [
  ['html', 'One HTML file'],
  ['markdown', 'Markdown'],
  ['json', 'JSON'],
] as const;

/** The debrief as a file, for the team's own records. */
export function Take(props: { readonly drillId: string }): ReactNode {
  const ask = useAsk();
  const take = (format: string): Promise<boolean> =>
    ask.run(async () => {
      const token = readSeat(props.drillId)?.token ?? '';
      const answer = await fetch(drillPath(props.drillId, `/debrief/export?format=${format}`), {
        headers: { authorization: `Bearer ${token}` },
      });
      if (answer.status !== 200) throw new Error(`The server answered ${answer.status}. Try again.`);
      const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'debrief';
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  return (
    <div className="fd-row fd-wrap">
      {formats.map(([format, label]) => (
        <Button key={format} variant="default" size="compact-sm" loading={ask.busy} onClick={() => void take(format)}>
          {label}
        </Button>
      ))}
    </div>
  );
}
