// Titles and reasons of settings in the writer's language; a setting the window does not know speaks for itself.
import { currentLocale, t, zhCN, type TextKey } from '../locales/index.ts'

const known = (key: string): key is keyof typeof zhCN.workshop => key in zhCN.workshop

/** The engine speaks English; other languages are looked up by key. */
const lookUp = (key: string, english: string): string =>
  currentLocale() !== 'en' && known(key) ? t(`workshop:${key}` as TextKey) : english

export const settingTitle = (field: { readonly key: string; readonly title: string }): string =>
  lookUp(`field-${field.key}`, field.title)

export const settingReason = (field: { readonly key: string; readonly reason: string }): string =>
  lookUp(`why-${field.key}`, field.reason)

export const presetTitle = (preset: { readonly id: string; readonly title: string }): string =>
  lookUp(`preset-${preset.id}`, preset.title)

export const modelSummary = (model: { readonly id: string; readonly summary: string }): string =>
  lookUp(`model-${model.id}`, model.summary)
