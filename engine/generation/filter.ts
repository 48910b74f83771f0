// A content filter for suggestions in English and Chinese: names what a passage contains; what to do about it is the writer's.
// A word list, not a judgement: it errs on both sides, and "off" is always one switch away.
import type { Filter } from '../domain/levers.ts'

/** What may be unwelcome; each is a key for which windows have words. */
export const CONCERNS = ['sexual', 'cruelty', 'slurs', 'selfHarm', 'profanity', 'violence'] as const
export type Concern = (typeof CONCERNS)[number]

/** Mild stops what hardly anyone wants unasked; strict is for young readers. */
const STOPPED: Readonly<Record<Filter, readonly Concern[]>> = {
  off: [],
  mild: ['sexual', 'cruelty', 'slurs', 'selfHarm'],
  strict: CONCERNS,
}

/** English by word stems (a star takes any ending), Chinese by substring. */
const WORDS: Readonly<Record<Concern, { readonly en: string; readonly zh: string }>> = {
  sexual: {
    en: 'orgasm* erection* penis* vagina* masturbat* intercourse fellatio genital* porn* blowjob* cunnilingus nipple* rape raped rapes raping rapist* molest* incest*',
    zh: '性交 做爱 阴茎 阴道 高潮迭起 强奸 轮奸 乱伦 猥亵 色情 口交 手淫 自慰 裸体 淫荡',
  },
  cruelty: {
    en: 'torture* mutilat* dismember* disembowel* behead* decapitat* gore entrails flay flayed flaying maim* massacre*',
    zh: '酷刑 肢解 凌迟 剥皮 斩首 开膛 虐杀 屠杀 碎尸 挖眼',
  },
  slurs: {
    en: 'nigger* nigga* faggot* kike* chink chinks spic spics retard retards retarded tranny trannies whore* slut*',
    zh: '婊子 贱人 支那 杂种 荡妇 野种',
  },
  selfHarm: {
    en: 'suicid* self-harm* overdos*',
    zh: '自杀 自残 割腕 上吊 轻生 服毒',
  },
  profanity: {
    en: 'fuck* shit shits shitty bullshit bitch* bastard* cunt* asshole* arsehole* dick dicks piss pissed damn damned goddamn* motherfuck*',
    zh: '他妈的 妈的 操你 傻逼 混蛋 狗屁 王八蛋 滚蛋',
  },
  violence: {
    en: 'kill* murder* stab* slaughter* strangle* corpse* bloody bloodied blood gun guns shoot* shot knife knives',
    zh: '杀死 杀人 谋杀 刺死 砍死 勒死 尸体 鲜血 血泊 枪杀 开枪',
  },
}

const pattern = ({ en, zh }: { readonly en: string; readonly zh: string }): RegExp => {
  const stems = en.split(' ').map((word) => word.replace('*', String.raw`\p{L}*`))
  return new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:${stems.join('|')})(?![\p{L}\p{N}])|${zh.split(' ').join('|')}`,
    'iu',
  )
}

const PATTERNS = new Map(CONCERNS.map((concern) => [concern, pattern(WORDS[concern])]))

/** What stands in the text that this filter keeps back; empty when it may be shown. */
export const concernsIn = (text: string, filter: Filter): readonly Concern[] =>
  STOPPED[filter].filter((concern) => PATTERNS.get(concern)!.test(text))
