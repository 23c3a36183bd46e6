import { type ReactNode, useState } from 'react';
import { useParams } from 'react-router';
import { hostToken, lastName } from '../../data/seat.ts';
import { JoinForm } from './JoinForm.tsx';
import { PastDrills } from './PastDrills.tsx';
import { QuickDrill } from './quick/QuickDrill.tsx';
import { StartForm } from './StartForm.tsx';
import './home.css';

/** The start page: start a drill, join one, look at past ones. */
export function Home(props: { readonly joining?: boolean }): ReactNode {
  const { code } = useParams();
  // One person, whichever form is used.
  const [name, setName] = useState(lastName);
  const start = <StartForm key="start" name={name} onName={setName} />;
  const join = <JoinForm key="join" code={code ?? ''} first={props.joining === true} name={name} onName={setName} />;
  return (
    <main className="fd-home">
      <header>
        <h1>Firedrill</h1>
        <p className="fd-dim">
          Something broke in production. Look at how it behaves, write down what you think, and only then open the code.
        </p>
      </header>
      <div className="fd-home-forms">{props.joining ? [join, start] : [start, join]}</div>
      {hostToken() === null ? null : <QuickDrill name={name} onName={setName} />}
      <PastDrills />
    </main>
  );
}
