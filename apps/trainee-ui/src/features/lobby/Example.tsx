import type { ReactNode } from 'react';

const steps: readonly { readonly name: string; readonly text: ReactNode }[] = [
  {
    name: 'Evidence with a reading',
    text: (
      <>
        Disk queue length on the thumbnail hosts: <b>higher</b>, from 09:12. CPU on the same hosts: <b>same</b>. Uploads
        per minute: <b>same</b>.
      </>
    ),
  },
  {
    name: 'Hypothesis',
    text: (
      <>
        Component <b>thumbnail host</b>, mechanism <b>disk writes queue up</b>, since <b>09:12</b>, because latency rose
        with the disk queue while load and CPU stayed where they were.
      </>
    ),
  },
  {
    name: 'A prediction that could turn out wrong',
    text: (
      <>
        If that is so, bytes written by another process on these hosts are <b>higher</b> since 09:12. If they are the
        same, the idea is wrong.
      </>
    ),
  },
  {
    name: 'An alternative, rejected',
    text: <>More uploads than usual: no, uploads per minute stayed the same.</>,
  },
];

/** A worked example from another incident, in another system. */
export function Example(): ReactNode {
  return (
    <section className="fd-example" aria-labelledby="example-title">
      <h2 id="example-title">What it looks like, from another incident</h2>
      <p className="fd-dim">A photo site's thumbnails became slow one morning.</p>
      <ol className="fd-plain">
        {steps.map((step) => (
          <li key={step.name}>
            <h3>{step.name}</h3>
            <p>{step.text}</p>
          </li>
        ))}
      </ol>
      <p className="fd-dim">
        Point at a chart, a log line, a span or a change and press p to pin it. Everything you pin and write goes to the
        notebook, which your team shares.
      </p>
    </section>
  );
}
