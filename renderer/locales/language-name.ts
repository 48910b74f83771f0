// What a language is called in the language of the window.
import { currentLocale } from './index.ts'

/** Names that are no language tags, such as `de-DE-frami`, stay as they are. */
export const languageName = (id: string): string => {
  try {
    return new Intl.DisplayNames([currentLocale()], { type: 'language' }).of(id) ?? id
  } catch {
    return id
  }
}
