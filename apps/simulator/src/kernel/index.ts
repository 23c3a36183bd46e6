export { type EventFn, type EventHandle, Kernel, type KernelOptions } from './kernel.ts';
export { exponential, fraction, keyOf, LogNormal, mix, mix2, mix3, normal } from './luck.ts';
