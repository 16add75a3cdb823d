/** Jaro's similarity of two words, raised by Winkler for a common beginning of up to 4 letters. */
export function jaroWinkler(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const usedA: boolean[] = [];
  const usedB: boolean[] = [];
  const common = pair(a, b, reach, usedA, usedB);
  if (common === 0) return 0;
  const moved = outOfOrder(a, b, usedA, usedB) / 2;
  const jaro = (common / a.length + common / b.length + (common - moved) / common) / 3;
  return jaro + commonBeginning(a, b, 4) * 0.1 * (1 - jaro);
}

/** How many letters two texts begin with alike, up to `most`. */
export function commonBeginning(a: string, b: string, most = Infinity): number {
  let length = 0;
  while (length < most && length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** Pairs equal letters that stand no further apart than `reach`, and counts the pairs. */
function pair(a: string, b: string, reach: number, usedA: boolean[], usedB: boolean[]): number {
  let common = 0;
  for (let i = 0; i < a.length; i += 1) {
    const end = Math.min(b.length - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= end; j += 1) {
      if (usedB[j] === true || a[i] !== b[j]) continue;
      usedA[i] = true;
      usedB[j] = true;
      common += 1;
      break;
    }
  }
  return common;
}

function outOfOrder(a: string, b: string, usedA: boolean[], usedB: boolean[]): number {
  let count = 0;
  let j = 0;
  for (let i = 0; i < a.length; i += 1) {
    if (usedA[i] !== true) continue;
    while (usedB[j] !== true) j += 1;
    if (a[i] !== b[j]) count += 1;
    j += 1;
  }
  return count;
}
