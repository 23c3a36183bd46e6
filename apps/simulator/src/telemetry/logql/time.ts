/** Instants as the log files of several programs write them, in UTC. */
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const formats = ['pg', 'redis', 'nginx', 'nginx-error', 'klog'] as const;
export type TimeFormat = (typeof formats)[number];
export const isTimeFormat = (text: string): text is TimeFormat => formats.some((format) => format === text);

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

export function formatTime(timeUs: number, format: TimeFormat | 'epoch-ms'): string {
  const timeMs = Math.floor(timeUs / 1000);
  if (format === 'epoch-ms') return `${timeMs}`;
  const iso = new Date(timeMs).toISOString();
  const [date = '', rest = ''] = iso.split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  const clock = rest.slice(0, 8);
  const name = months[Number(month) - 1] ?? '';
  switch (format) {
    case 'pg':
      return `${date} ${rest.slice(0, 12)} UTC`;
    case 'redis':
      return `${day} ${name} ${year} ${rest.slice(0, 12)}`;
    case 'nginx':
      return `${day}/${name}/${year}:${clock} +0000`;
    case 'nginx-error':
      return `${year}/${month}/${day} ${clock}`;
    case 'klog':
      return `${two(Number(month))}${day} ${clock}.${String(Math.floor(timeUs) % 1e6).padStart(6, '0')}`;
  }
}

/** Every character that a format can produce. */
export const timeCharacters: Readonly<Record<TimeFormat | 'epoch-ms', string>> = {
  'epoch-ms': '0123456789',
  pg: '0123456789-:. UTC',
  redis: `0123456789:. ${months.join('')}`,
  nginx: `0123456789/:+ ${months.join('')}`,
  'nginx-error': '0123456789/: ',
  klog: '0123456789:. ',
};
