// A share as whole percent, as the language of the moment writes it.
import { currentLocale } from '../locales/index.ts'

export const formatPercent = (share: number): string =>
  new Intl.NumberFormat(currentLocale(), { style: 'percent' }).format(share)
