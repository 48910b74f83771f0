// How Chinese names are shortened: 李明 is 小李, 阿明, 李老师. Whether somebody is meant by such a name is same-person.ts' concern.
import { ZH_HONORIFICS } from './speech-words.ts'

const TITLED = new RegExp(`^(\\p{sc=Han})(${ZH_HONORIFICS.join('|')})$`, 'u')
const FOND = /^([阿老小])(\p{sc=Han}{1,2})$/u

export const isShortName = (name: string): boolean => TITLED.test(name) || FOND.test(name)

/**
 * Another whole name shortened as `short` shortens `full`; null where it is no short form of it. 李太太 may be somebody's wife: of
 * nobody's name is it one.
 */
export const shortenedAlike = (short: string, full: string, other: string): string | null => {
  const [, family, honorific] = TITLED.exec(short) ?? []
  if (family !== undefined)
    return full.startsWith(family) && honorific !== '太太' && honorific !== '夫人'
      ? `${other[0]}${honorific}`
      : null
  if (full.slice(1) === short) return other.slice(1)
  const [, fond = '', rest = ''] = FOND.exec(short) ?? []
  if (rest === '') return null
  if (rest.length === 2) return full.slice(1) === rest ? `${fond}${other.slice(1)}` : null
  if (full[0] === rest) return `${fond}${other[0]}`
  return full.endsWith(rest) ? `${fond}${other.slice(-1)}` : null
}
