// Words for what a score is made of; a reason the window does not know yet is shown by its own name.
import { t } from '../locales/index.ts'

const KNOWN = ['arc', 'fluency', 'variety', 'length', 'wholeness'] as const
type Known = (typeof KNOWN)[number]

const isKnown = (key: string): key is Known => (KNOWN as readonly string[]).includes(key)

export const reasonName = (key: string): string => (isKnown(key) ? t(`cowriter:reason-${key}`) : key)
