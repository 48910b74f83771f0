// The window's languages: collects every feature's words, starts i18next, and hands out typed lookups.
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { app as appEn } from './en/app.ts'
import { binder as binderEn } from './en/binder.ts'
import { errors as errorsEn } from './en/errors.ts'
import { manuscript as manuscriptEn } from './en/manuscript.ts'
import { settings as settingsEn } from './en/settings.ts'
import { app as appZh } from './zh-CN/app.ts'
import { binder as binderZh } from './zh-CN/binder.ts'
import { errors as errorsZh } from './zh-CN/errors.ts'
import { manuscript as manuscriptZh } from './zh-CN/manuscript.ts'
import { settings as settingsZh } from './zh-CN/settings.ts'

export const en = {
  app: appEn,
  binder: binderEn,
  errors: errorsEn,
  manuscript: manuscriptEn,
  settings: settingsEn,
} as const

export const zhCN = {
  app: appZh,
  binder: binderZh,
  errors: errorsZh,
  manuscript: manuscriptZh,
  settings: settingsZh,
} as const

type Words = typeof en
type Plain<Key extends string> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key

/** `namespace:key` for every text of the window; plural forms go by their base key. */
export type TextKey = {
  [Name in keyof Words & string]: `${Name}:${Plain<keyof Words[Name] & string>}`
}[keyof Words & string]

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
export const t: Text = (key, values) => i18next.t(key as string, values ?? {})

/** Like `t`, and the component is drawn again when the language changes. */
export const useText = (): Text => {
  useTranslation()
  return t
}

export const useLocale = (): Locale => (useTranslation().i18n.language === 'zh-CN' ? 'zh-CN' : 'en')

export const currentLocale = (): Locale => (i18next.language === 'zh-CN' ? 'zh-CN' : 'en')

/** @param choice the writer's choice; `system` follows the system's languages. */
export const setLocale = (choice: Locale | 'system'): void => {
  const system = navigator.languages.some((tag) => tag.toLowerCase().startsWith('zh')) ? 'zh-CN' : 'en'
  const locale = choice === 'system' ? system : choice
  document.documentElement.lang = locale
  if (i18next.language !== locale) void i18next.changeLanguage(locale)
}

/** 48210 → `48,210`, as the window's language writes numbers. */
export const formatNumber = (value: number): string => new Intl.NumberFormat(currentLocale()).format(value)
