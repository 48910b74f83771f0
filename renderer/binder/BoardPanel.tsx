// The room for structure: the same scenes as cards or as an outline, in the manuscript's place.
import type { ReactElement } from 'react'
import { useSettings } from '../app/settings-store.ts'
import { Segmented } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { showBoard } from './board-store.ts'
import { Cards } from './Cards.tsx'
import { Outline } from './Outline.tsx'
import './board.css'

/** Page, cards or outline. */
export const BoardSwitch = (): ReactElement => {
  const t = useText()
  const board = useSettings((settings) => settings.board)
  return (
    <Segmented
      label={t('binder:board')}
      value={board}
      choices={[
        { id: 'page', label: t('binder:page') },
        { id: 'cards', label: t('binder:cards') },
        { id: 'outline', label: t('binder:outline') },
      ]}
      onChange={(next) => void showBoard(next)}
    />
  )
}

export const BoardPanel = (): ReactElement => {
  const t = useText()
  const board = useSettings((settings) => settings.board)
  const hasBinder = useSettings((settings) => settings.panels.binder)
  return (
    <section
      className="board"
      aria-label={board === 'cards' ? t('binder:cards') : t('binder:outline')}
      data-testid="board"
      data-board={board}
    >
      {!hasBinder && (
        <div className="board-head">
          <BoardSwitch />
        </div>
      )}
      {board === 'cards' ? <Cards /> : <Outline />}
    </section>
  )
}
