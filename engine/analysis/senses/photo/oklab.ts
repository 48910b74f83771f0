// Colours as people see them: from sRGB to Oklab (Ottosson 2020) and back to a name that a screen knows.

const toLinear = Float64Array.from({ length: 256 }, (_, i) => {
  const c = i / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
})

export type Lab = readonly [lightness: number, a: number, b: number]

/** Bytes of sRGB → lightness 0 … 1, a (green … red) and b (blue … yellow), each about −0.4 … 0.4. */
export const oklab = (red: number, green: number, blue: number): Lab => {
  const [r, g, b] = [toLinear[red], toLinear[green], toLinear[blue]]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

const byte = (linear: number): string => {
  const c = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055
  return Math.round(Math.min(1, Math.max(0, c)) * 255)
    .toString(16)
    .padStart(2, '0')
}

/** `#rrggbb`; what a screen cannot show is cut to what it can. */
export const hexOf = ([lightness, a, b]: Lab): string => {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const red = Math.max(0, 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = Math.max(0, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = Math.max(0, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return `#${byte(red)}${byte(green)}${byte(blue)}`
}
