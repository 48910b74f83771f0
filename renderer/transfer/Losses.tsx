// What the chosen format cannot hold, said before anything is written.
import { TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import { useText, type TextKey } from '../locales/index.ts'
import { useExport } from './export-store.ts'

export const Losses = (): ReactElement | null => {
  const t = useText()
  const losses = useExport((state) => state.losses)
  if (losses.length === 0) return null
  return (
    <div className="transfer-losses" role="note" data-testid="export-losses">
      <TriangleAlert aria-hidden />
      <div>
        {t('transfer:losses')}
        <ul>
          {losses.map(({ feature, count }) => (
            <li key={feature}>{t(`transfer:loss-${feature}` as TextKey, { count })}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}
