// A template's title, tone and guards in the writer's language; one the window does not know is shown by its own name.
import { t } from '../locales/index.ts'

const KNOWN = ['story', 'personal', 'memoir', 'healing', 'learning', 'news', 'brand', 'quest'] as const
type Known = (typeof KNOWN)[number]

const isKnown = (id: string): id is Known => (KNOWN as readonly string[]).includes(id)

export const templateWords = (
  id: string,
): { readonly title: string; readonly tone: string; readonly guards: string } =>
  isKnown(id)
    ? {
        title: t(`plan:template-${id}`),
        tone: t(`plan:template-${id}-tone`),
        guards: t(`plan:template-${id}-guards`),
      }
    : { title: id, tone: '', guards: '' }
