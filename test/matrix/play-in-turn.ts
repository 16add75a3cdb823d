/** Begins plays a few at a time: more would only wait for each other on a machine with two cores. */
export function inTurn(atOnce: number): <Played>(play: () => Promise<Played>) => Promise<Played> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (play) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      return await play();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
