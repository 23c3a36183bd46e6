import type { Make } from './index.ts';

export const configure: Make<'configuration'> = ({ service, set, author }, { releases }) => {
  const before = releases.configure(service, set, author);
  return () => {
    releases.configure(service, before, author);
  };
};
