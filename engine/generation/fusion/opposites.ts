// What cannot hold together of a moment: hours, weather, warmth and seasons, in English and Chinese. From what is said the words
// follow that would say the opposite. A list, not an understanding: what it does not name it does not know.
import type { Language } from '../../domain/project.ts'

interface Circumstance {
  readonly en: string
  readonly zh: string
}

const CIRCUMSTANCES = {
  morning: { en: 'morning dawn sunrise daybreak breakfast', zh: '早晨 早上 清晨 黎明 日出 早饭 早餐' },
  noon: { en: 'noon midday', zh: '中午 正午 午饭' },
  afternoon: { en: 'afternoon', zh: '下午 午后' },
  evening: { en: 'evening dusk sunset twilight supper', zh: '傍晚 黄昏 晚上 日落 晚饭' },
  night: { en: 'night midnight moon moonlight starlight', zh: '夜里 深夜 半夜 午夜 夜晚 月亮 月光' },
  sun: { en: 'sun sunshine sunlight sunny', zh: '太阳 阳光 晴天 晴朗' },
  rain: { en: 'rain rainy drizzle downpour', zh: '下雨 雨水 大雨 小雨 雨点' },
  storm: { en: 'storm stormy thunder lightning gale', zh: '暴风 暴雨 雷声 闪电 狂风' },
  calm: { en: 'calm windless stillness', zh: '平静 无风' },
  snow: { en: 'snow snowy snowflake', zh: '下雪 雪花 大雪 积雪' },
  fog: { en: 'fog foggy mist misty', zh: '大雾 浓雾 雾气' },
  heat: { en: 'hot heat warm warmth sultry', zh: '炎热 酷热 温暖 闷热' },
  cold: { en: 'cold chill chilly icy frozen frost', zh: '寒冷 冰冷 严寒 结冰 霜冻' },
  spring: { en: 'springtime', zh: '春天 春季' },
  summer: { en: 'summer', zh: '夏天 夏日 夏季' },
  autumn: { en: 'autumn', zh: '秋天 秋日 秋季' },
  winter: { en: 'winter wintry', zh: '冬天 冬日 冬季' },
} as const satisfies Readonly<Record<string, Circumstance>>

type Name = keyof typeof CIRCUMSTANCES
const NAMES = Object.keys(CIRCUMSTANCES) as readonly Name[]

/** Neighbours may follow each other within a passage; what is further apart does not. */
const HOURS: readonly Name[] = ['morning', 'noon', 'afternoon', 'evening', 'night']
const SEASONS: readonly Name[] = ['spring', 'summer', 'autumn', 'winter']

const WEATHER: Readonly<Partial<Record<Name, readonly Name[]>>> = {
  sun: ['rain', 'storm', 'snow', 'fog', 'cold'],
  rain: ['sun', 'snow'],
  storm: ['sun', 'calm', 'snow'],
  calm: ['storm'],
  snow: ['rain', 'sun', 'heat', 'summer'],
  fog: ['sun'],
  heat: ['cold', 'snow', 'winter'],
  cold: ['heat', 'summer'],
  summer: ['snow'],
  winter: ['heat'],
}

const excludes = (one: Name, other: Name): boolean => {
  if (one === other) return false
  if (HOURS.includes(one) && HOURS.includes(other))
    return Math.abs(HOURS.indexOf(one) - HOURS.indexOf(other)) > 1
  if (SEASONS.includes(one) && SEASONS.includes(other)) return true
  return WEATHER[one]?.includes(other) === true || WEATHER[other]?.includes(one) === true
}

const listed = (name: Name, language: Language): readonly string[] => CIRCUMSTANCES[name][language].split(' ')

/**
 * Words that would contradict what is said; none of those that are said, and nothing that goes with any of it.
 * @param says whether a word is said, whatever its ending
 */
export const oppositesOf = (says: (word: string) => boolean, language: Language): readonly string[] => {
  const held = NAMES.filter((name) => listed(name, language).some(says))
  const rivals = NAMES.filter((name) => {
    if (held.includes(name) || !held.some((each) => excludes(each, name))) return false
    // Over a long day morning and night may both be told of: then so may what lies between.
    if (!HOURS.includes(name)) return true
    return held.filter((each) => HOURS.includes(each)).every((each) => excludes(each, name))
  })
  return rivals.flatMap((name) => listed(name, language)).filter((word) => !says(word))
}
