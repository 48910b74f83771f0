// How the timeline writes small numbers: two digits, a real minus sign, no zero before the point.

/** 0.347 → `.35`, 1 → `1`. */
export const formatShare = (value: number): string => {
  const text = Math.abs(value).toFixed(2)
  return text === '1.00' ? '1' : text.replace(/^0/, '')
}

/** 0.347 → `+.35`, −0.2 → `−.20`, 0 → `0`. */
export const formatSigned = (value: number): string =>
  Math.abs(value) < 0.005 ? '0' : `${value < 0 ? '−' : '+'}${formatShare(value)}`
