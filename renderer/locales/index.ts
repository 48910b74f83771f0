// The window's languages: collects every feature's words, starts i18next, and hands out typed lookups.
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { app as appEn } from './en/app.ts'
import { arc as arcEn } from './en/arc.ts'
import { binder as binderEn } from './en/binder.ts'
import { comments as commentsEn } from './en/comments.ts'
import { cowriter as cowriterEn } from './en/cowriter.ts'
import { cast as castEn } from './en/cast.ts'
import { dialogue as dialogueEn } from './en/dialogue.ts'
import { doors as doorsEn } from './en/doors.ts'
import { emotions as emotionsEn } from './en/emotions.ts'
import { errors as errorsEn } from './en/errors.ts'
import { goals as goalsEn } from './en/goals.ts'
import { history as historyEn } from './en/history.ts'
import { learning as learningEn } from './en/learning.ts'
import { manuscript as manuscriptEn } from './en/manuscript.ts'
import { life as lifeEn } from './en/life.ts'
import { media as mediaEn } from './en/media.ts'
import { memory as memoryEn } from './en/memory.ts'
import { plan as planEn } from './en/plan.ts'
import { privacy as privacyEn } from './en/privacy.ts'
import { safety as safetyEn } from './en/safety.ts'
import { spelling as spellingEn } from './en/spelling.ts'
import { talk as talkEn } from './en/talk.ts'
import { timeline as timelineEn } from './en/timeline.ts'
import { transfer as transferEn } from './en/transfer.ts'
import { service as serviceEn } from './en/service.ts'
import { workshop as workshopEn } from './en/workshop.ts'
import { writers as writersEn } from './en/writers.ts'
import { search as searchEn } from './en/search.ts'
import { settings as settingsEn } from './en/settings.ts'
import { app as appZh } from './zh-CN/app.ts'
import { arc as arcZh } from './zh-CN/arc.ts'
import { binder as binderZh } from './zh-CN/binder.ts'
import { errors as errorsZh } from './zh-CN/errors.ts'
import { goals as goalsZh } from './zh-CN/goals.ts'
import { history as historyZh } from './zh-CN/history.ts'
import { learning as learningZh } from './zh-CN/learning.ts'
import { manuscript as manuscriptZh } from './zh-CN/manuscript.ts'
import { comments as commentsZh } from './zh-CN/comments.ts'
import { cowriter as cowriterZh } from './zh-CN/cowriter.ts'
import { cast as castZh } from './zh-CN/cast.ts'
import { dialogue as dialogueZh } from './zh-CN/dialogue.ts'
import { doors as doorsZh } from './zh-CN/doors.ts'
import { emotions as emotionsZh } from './zh-CN/emotions.ts'
import { life as lifeZh } from './zh-CN/life.ts'
import { media as mediaZh } from './zh-CN/media.ts'
import { memory as memoryZh } from './zh-CN/memory.ts'
import { models as modelsZh } from './zh-CN/models.ts'
import { saidOfFiles as saidOfFilesZh } from './zh-CN/said-of-files.ts'
import { saidOfStories as saidOfStoriesZh } from './zh-CN/said-of-stories.ts'
import { translateMessage, type SentenceCatalogue } from './engine-sentence.ts'
import { plan as planZh } from './zh-CN/plan.ts'
import { privacy as privacyZh } from './zh-CN/privacy.ts'
import { safety as safetyZh } from './zh-CN/safety.ts'
import { spelling as spellingZh } from './zh-CN/spelling.ts'
import { talk as talkZh } from './zh-CN/talk.ts'
import { timeline as timelineZh } from './zh-CN/timeline.ts'
import { transfer as transferZh } from './zh-CN/transfer.ts'
import { service as serviceZh } from './zh-CN/service.ts'
import { workshop as workshopZh } from './zh-CN/workshop.ts'
import { writers as writersZh } from './zh-CN/writers.ts'
import { search as searchZh } from './zh-CN/search.ts'
import { settings as settingsZh } from './zh-CN/settings.ts'

export const en = {
  app: appEn,
  arc: arcEn,
  binder: binderEn,
  cast: castEn,
  dialogue: dialogueEn,
  doors: doorsEn,
  errors: errorsEn,
  goals: goalsEn,
  history: historyEn,
  learning: learningEn,
  manuscript: manuscriptEn,
  comments: commentsEn,
  cowriter: cowriterEn,
  emotions: emotionsEn,
  life: lifeEn,
  media: mediaEn,
  memory: memoryEn,
  plan: planEn,
  privacy: privacyEn,
  safety: safetyEn,
  service: serviceEn,
  talk: talkEn,
  timeline: timelineEn,
  transfer: transferEn,
  workshop: workshopEn,
  writers: writersEn,
  search: searchEn,
  spelling: spellingEn,
  settings: settingsEn,
} as const

export const zhCN = {
  app: appZh,
  arc: arcZh,
  binder: binderZh,
  cast: castZh,
  dialogue: dialogueZh,
  doors: doorsZh,
  errors: errorsZh,
  goals: goalsZh,
  history: historyZh,
  learning: learningZh,
  manuscript: manuscriptZh,
  comments: commentsZh,
  cowriter: cowriterZh,
  emotions: emotionsZh,
  life: lifeZh,
  media: mediaZh,
  memory: memoryZh,
  plan: planZh,
  privacy: privacyZh,
  safety: safetyZh,
  service: serviceZh,
  talk: talkZh,
  timeline: timelineZh,
  transfer: transferZh,
  workshop: workshopZh,
  writers: writersZh,
  search: searchZh,
  spelling: spellingZh,
  settings: settingsZh,
} as const

/** What the engine says of its models in English, in the other languages: by kind and key, as `field-dropout`. */
export const modelWords: Readonly<Record<Exclude<Locale, 'en'>, Readonly<Record<string, string>>>> = {
  'zh-CN': modelsZh,
}

/** What the engine says of errors in English, sentence by sentence, in the other languages. */
export const engineSentences: Readonly<Record<Exclude<Locale, 'en'>, SentenceCatalogue>> = {
  'zh-CN': { ...saidOfFilesZh, ...saidOfStoriesZh },
}

type Words = typeof en
type Plain<Key extends string> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key

/** `namespace:key` for every text of the window; plural forms go by their base key. */
export type TextKey = {
  [Name in keyof Words]: `${Name}:${Plain<keyof Words[Name] & string>}`
}[keyof Words]

export type Text = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string

export const LOCALES = ['en', 'zh-CN'] as const
export type Locale = (typeof LOCALES)[number]

void i18next.use(initReactI18next).init({
  resources: { en, 'zh-CN': zhCN },
  lng: 'en',
  fallbackLng: 'en',
  ns: Object.keys(en),
  defaultNS: 'app',
  interpolation: { escapeValue: false },
  initAsync: false,
})

/** The words for a key in the language of the moment. */
export const t: Text = (key, values) => i18next.t(key, values ?? {})

/** Like `t`, and the component is drawn again when the language changes. */
export const useText = (): Text => {
  useTranslation()
  return t
}

export const useLocale = (): Locale => (useTranslation().i18n.language === 'zh-CN' ? 'zh-CN' : 'en')

export const currentLocale = (): Locale => (i18next.language === 'zh-CN' ? 'zh-CN' : 'en')

/** A message of the engine in the window's language; null where it has no words for all of it. */
export const sayEngine = (message: string): string | null => {
  const locale = currentLocale()
  return locale === 'en' ? message : translateMessage(message, engineSentences[locale])
}

/** @param choice the writer's choice; `system` follows the system's languages. */
export const setLocale = (choice: Locale | 'system'): void => {
  const system = navigator.languages.some((tag) => tag.toLowerCase().startsWith('zh')) ? 'zh-CN' : 'en'
  const locale = choice === 'system' ? system : choice
  document.documentElement.lang = locale
  if (i18next.language !== locale) void i18next.changeLanguage(locale)
}

/** @returns a function that stops listening. */
export const onLocaleChange = (listener: () => void): (() => void) => {
  i18next.on('languageChanged', listener)
  return () => i18next.off('languageChanged', listener)
}

const numberFormats: Readonly<Record<Locale, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat('en'),
  'zh-CN': new Intl.NumberFormat('zh-CN'),
}

/** 48210 → `48,210`, as the window's language writes numbers. */
export const formatNumber = (value: number): string => numberFormats[currentLocale()].format(value)
