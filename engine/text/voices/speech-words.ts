// Words by which a speaker is told, in English and Chinese: verbs of saying, pronouns, titles. Written for this studio.
import type { Language } from '../../domain/project.ts'

export type Gender = 'she' | 'he'

export const EN_SAYING =
  'said|says|say|asked|asks|answered|answers|replied|replies|cried|cries|shouted|whispered|whispers|murmured|muttered|' +
  'exclaimed|added|continued|called|returned|remarked|observed|inquired|demanded|declared|repeated|began|begged|sighed|' +
  'laughed|sobbed|screamed|yelled|growled|groaned|gasped|insisted|agreed|admitted|protested|suggested|told|snapped|hissed'
const ZH_SAYING =
  '说道|问道|答道|笑道|叹道|喊道|叫道|骂道|哭道|怒道|接道|应道|回答|低语|说|道|问|答|喊|叫|嚷|骂|叹|吼'

/** Global and sticky-free: every verb of saying of a text. */
export const SAYING: Readonly<Record<Language, RegExp>> = {
  en: new RegExp(String.raw`\b(?:${EN_SAYING})\b`, 'giu'),
  zh: new RegExp(ZH_SAYING, 'gu'),
}

/** What only a person does: speak, think, feel, look. Ships and towns stand, come and have, too. */
export const EN_PERSON_VERB = new RegExp(
  String.raw`^\s+(?:${EN_SAYING}|thought|felt|knew|looked|smiled|nodded|wept|frowned|shrugged|stared|watched|heard|` +
    String.raw`saw|wanted|loved|hated|feared|hoped|wondered|remembered|believed|understood|listened|decided)\b`,
  'u',
)

export const PRONOUN: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:she|he)\b/giu,
  zh: /[她他]/gu,
}

/** Forms that show how a person is spoken of, to learn it from the text. */
export const GENDERED: Readonly<Record<Gender, RegExp>> = {
  she: /\b(?:she|her|hers|herself)\b|她/giu,
  he: /\b(?:he|him|his|himself)\b|他/giu,
}

export const genderOf = (pronoun: string): Gender => (/^(?:she|她)$/iu.test(pronoun) ? 'she' : 'he')

export const TITLES: Readonly<Record<string, Gender | null>> = {
  Mr: 'he',
  Mrs: 'she',
  Ms: 'she',
  Miss: 'she',
  Mistress: 'she',
  Master: 'he',
  Lady: 'she',
  Lord: 'he',
  Sir: 'he',
  Madam: 'she',
  Madame: 'she',
  Captain: null,
  Admiral: null,
  General: null,
  Colonel: null,
  Major: null,
  Lieutenant: null,
  Inspector: null,
  Judge: null,
  Reverend: null,
  Doctor: null,
  Dr: null,
  Professor: null,
  Father: 'he',
  Mother: 'she',
  Brother: 'he',
  Sister: 'she',
  Uncle: 'he',
  Aunt: 'she',
  King: 'he',
  Queen: 'she',
  Prince: 'he',
  Princess: 'she',
  Count: 'he',
  Countess: 'she',
  Duke: 'he',
  Duchess: 'she',
  Baron: 'he',
  Squire: 'he',
  Monsieur: 'he',
  Mademoiselle: 'she',
}

/** They begin as Chinese names do. */
export const ZH_NOT_NAMES = [
  ...[
    '于是',
    '方才',
    '万一',
    '高兴',
    '高声',
    '何必',
    '何况',
    '何尝',
    '任何',
    '任凭',
    '马上',
    '白天',
    '白白',
    '常常',
  ],
  ...[
    '石头',
    '金子',
    '老实',
    '老者',
    '老子',
    '老爷',
    '老人',
    '老婆',
    '老师',
    '小心',
    '小孩',
    '小姐',
    '小说',
    '小声',
  ],
] as const

/** Behind a Chinese family name. */
export const ZH_HONORIFICS = [
  '先生',
  '太太',
  '夫人',
  '小姐',
  '女士',
  '老师',
  '医生',
  '师傅',
  '教授',
  '经理',
  '老板',
  '队长',
  '主任',
  '警官',
] as const

/** Capitalised, and no one's name. */
export const EN_NOT_NAMES: ReadonlySet<string> = new Set(
  (
    'I I’m I’ve I’ll I’d The A An And But Or If So As At In On Of To For From With By He She It We You They His Her Its ' +
    'Their My Your Our This That These Those There Here When Where What Who Why How Which While Then Now Not No Yes Oh Ah ' +
    'Well Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August ' +
    'September October November December God Lord Heaven English French German Chinese American British London Paris ' +
    'Everyone Everybody Nobody Somebody Someone Anyone Anybody Others Some Many Most Men Women People Neither Both Each ' +
    'All Only Even Still Yet Perhaps Maybe Once After Before Again Never Always Something Nothing Everything ' +
    'Chapter Part Book Sir Madam Mr Mrs Miss Ms Dr'
  ).split(' '),
)

/** The family names that most Chinese people bear, and prefixes of pet names: a Chinese name begins with one. */
export const ZH_SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文阿老小'
