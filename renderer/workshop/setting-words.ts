// Titles and reasons of settings in the writer's language; a setting the window does not know speaks for itself.
import { currentLocale, modelWords } from '../locales/index.ts'

/** The engine speaks English; other languages are looked up by key. */
const lookUp = (key: string, english: string): string => {
  const locale = currentLocale()
  return locale === 'en' ? english : (modelWords[locale][key] ?? english)
}

export const settingTitle = (field: { readonly key: string; readonly title: string }): string =>
  lookUp(`field-${field.key}`, field.title)

export const settingReason = (field: { readonly key: string; readonly reason: string }): string =>
  lookUp(`why-${field.key}`, field.reason)

export const presetTitle = (preset: { readonly id: string; readonly title: string }): string =>
  lookUp(`preset-${preset.id}`, preset.title)

export const modelSummary = (model: { readonly id: string; readonly summary: string }): string =>
  lookUp(`model-${model.id}`, model.summary)
