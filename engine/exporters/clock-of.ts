// Where in a recording something is said, as readers know it: minutes and seconds, `1:05`.

export const clockOf = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`
