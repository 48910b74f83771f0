// Where in a recording: minutes and seconds, `1:05`.

export const clockTime = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`
