import { type ReactNode, useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Failure } from '../../components/Failure.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { api } from '../../data/api.ts';
import { saveHostToken } from '../../data/seat.ts';

/** Where the one-time host link leads: it is exchanged for a token, then the start page opens. */
export function Host(): ReactNode {
  const { token = '' } = useParams();
  const navigate = useNavigate();
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    exchange(token)
      .then((answer) => {
        saveHostToken(answer.token);
        void navigate('/', { replace: true });
      })
      .catch(setError);
  }, [token, navigate]);
  if (error !== null)
    return <Failure title="This host link does not work. It opens once; a restart prints a new one." error={error} />;
  return <Waiting label="Opening" />;
}

const exchanges = new Map<string, Promise<{ readonly token: string }>>();

/** The link works once, so one page asks once, however often it is drawn. */
function exchange(token: string): Promise<{ readonly token: string }> {
  const held = exchanges.get(token) ?? api.post<{ readonly token: string }>('/api/host', { token });
  exchanges.set(token, held);
  return held;
}
