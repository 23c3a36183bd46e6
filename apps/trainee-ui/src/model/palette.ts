/** Series colours as CSS variables: eight hues told apart by colour-blind people, tuned for dark and light. */
const count = 8;

export const seriesColor = (index: number): string => `var(--fd-series-${(((index % count) + count) % count) + 1})`;

/** The same component has the same colour everywhere. Neighbours in a request's path differ. */
const serviceOrder = [
  'nginx-ingress',
  'api-gateway',
  'order-service',
  'payment-service',
  'catalog-service',
  'queue-consumer',
  'postgres',
  'redis',
  'external-processor',
];

export function serviceColor(service: string): string {
  const known = serviceOrder.indexOf(service);
  if (known >= 0) return seriesColor(known);
  let sum = 0;
  for (const letter of service) sum = (sum * 31 + letter.charCodeAt(0)) % 997;
  return seriesColor(sum);
}

/** A variable's value now, for drawing on a canvas: `cssColor('var(--fd-series-1)')`. */
export function cssColor(color: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(color)?.[1];
  return name === undefined ? color : getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
