// Recognises the line of ornaments that separates two scenes.

/** One of these alone is enough: nobody ends a sentence with it. */
const ORNAMENT = /^(?:[*＊※⁂❦☆★◆◇○●◎§#＃♦•]\s*){1,40}$/u
/** These need company: one alone may be a dash or a list's bullet. */
const RULE = /^(?:(?:[-–—_=~～+]\s*){3,120}|[-–—~～]\s?[oO0*•]\s?[-–—~～])$/u

export const isSceneBreak = (line: string): boolean => {
  const text = line.trim()
  return text !== '' && text.length <= 160 && (ORNAMENT.test(text) || RULE.test(text))
}
