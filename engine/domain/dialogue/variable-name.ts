// Which names a variable may have so that no game format takes it for something else.

const RESERVED = new Set(
  // ink; Yarn; SugarCube and JavaScript; Python and Ren'Py.
  `VAR CONST LIST EXTERNAL INCLUDE function return temp ref else mod has hasnt and or not true false stopping cycle once
  shuffle DONE END CHOICE_COUNT TURNS TURNS_SINCE RANDOM SEED_RANDOM READ_COUNT INT FLOAT FLOOR POW MIN MAX
  is eq neq gt gte lt lte xor to as null if elseif endif set declare jump stop visited visited_count string number bool
  undefined isnot def ndef var let const class new delete this typeof void in do while for switch case break continue
  default enum export extends super import null try catch finally throw with yield
  None True False assert async await def del elif except from global lambda nonlocal pass raise
  label scene show hide menu init python define image screen transform style play queue call renpy config gui persistent
  store _ nvl narrator centered random roll visits`.split(/\s+/u),
)

/** Names of this shape are given by exporters. */
const GIVEN = /^(?:[no]\d+|visits_.*|chosen_.*|roll_.*)$/u

export const isVariableName = (name: string): boolean =>
  /^[A-Za-z][A-Za-z0-9_]{0,39}$/u.test(name) && !RESERVED.has(name) && !GIVEN.test(name)

/** The nearest name that may be used and is not taken. */
export const toVariableName = (wish: string, taken: ReadonlySet<string> = new Set()): string => {
  const plain = wish.replace(/[^A-Za-z0-9_]+/gu, '_').replace(/^[^A-Za-z]+/u, '')
  const base = plain === '' ? 'variable' : `${GIVEN.test(plain) ? 'was_' : ''}${plain}`.slice(0, 36)
  const free = (name: string): boolean => isVariableName(name) && !taken.has(name)
  if (free(base)) return base
  for (let i = 1; ; i++) if (free(`${base}_${i}`)) return `${base}_${i}`
}
