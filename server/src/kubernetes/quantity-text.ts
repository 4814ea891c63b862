import type { Quantity } from './quantity.ts';

const DECIMAL_UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];
const BINARY_UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** An amount of memory for people, decimal and binary: `7 GB (6.52 GiB)`; below 1000 bytes only `500 bytes`. */
export function memoryText(quantity: Quantity): string {
  const bytes = Number(quantity.nano) / 1e9;
  const decimal = inUnits(bytes, 1000, DECIMAL_UNITS);
  const binary = inUnits(bytes, 1024, BINARY_UNITS);
  return binary === decimal || Math.abs(bytes) < 1000 ? decimal : `${decimal} (${binary})`;
}

/** An amount of processor time for people: `1 core`, `1.75 cores`, `0.25 cores`. */
export function cpuText(quantity: Quantity): string {
  const cores = Number(quantity.nano) / 1e9;
  return `${rounded(cores, 3)} ${cores === 1 ? 'core' : 'cores'}`;
}

function inUnits(bytes: number, base: number, units: readonly string[]): string {
  let value = bytes;
  let index = 0;
  while (Math.abs(value) >= base && index < units.length - 1) {
    value /= base;
    index++;
  }
  const unit = index === 0 && value === 1 ? 'byte' : (units[index] ?? '');
  return `${rounded(value, index === 0 ? 9 : 2)} ${unit}`;
}

function rounded(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
