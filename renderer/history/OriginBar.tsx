// The key to the page while it shows where its words came from, and the story of the passage under pointer or caret.
import { X } from 'lucide-react'
import { useEffect, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { useManuscript } from '../manuscript/manuscript-api.ts'
import { Button, IconButton } from '../ui/index.ts'
import { showReport } from './history-store.ts'
import { askOrigin, originOfElement, toggleOrigins, useOrigins } from './origins-view.ts'
import { timeOf } from './version-name.ts'
import './history.css'

/** The element that holds the caret. */
const caretElement = (): Element | null => {
  const node = document.getSelection()?.anchorNode ?? null
  return node instanceof Element ? node : (node?.parentElement ?? null)
}

const Story = (): ReactElement => {
  const t = useText()
  const asked = useOrigins((state) => state.asked)
  const story = useOrigins((state) => state.story)
  const words = !asked
    ? t('history:origin_typed')
    : story
      ? t('history:generatedBy', {
          model: story.modelName,
          seed: story.seed,
          time: timeOf(story.createdAt),
          words: story.originalWords,
        })
      : asked.by === 'imported' && asked.of !== ''
        ? t('history:importedFrom', { name: asked.of })
        : t(`history:origin_${asked.by}`)
  return (
    <span className="origin-story" role="status" data-testid="origin-story">
      {words}
    </span>
  )
}

const Bar = (): ReactElement => {
  const t = useText()
  const caret = useManuscript((state) => state.caret)
  useEffect(() => {
    void askOrigin(originOfElement(caretElement()))
  }, [caret])
  useEffect(() => {
    const look = (event: PointerEvent): void => {
      const element = event.target instanceof Element ? event.target : null
      if (element?.closest('.scene-editor'))
        void askOrigin(originOfElement(element) ?? originOfElement(caretElement()))
    }
    document.addEventListener('pointerover', look)
    document.documentElement.dataset['origins'] = 'on'
    return () => {
      document.removeEventListener('pointerover', look)
      delete document.documentElement.dataset['origins']
    }
  }, [])
  return (
    <aside className="origin-bar" aria-label={t('history:origins')} data-testid="origin-bar">
      {(['typed', 'pasted', 'imported', 'generated'] as const).map((by) => (
        <span key={by} className="origin" data-origin={by}>
          {t(`history:origin_${by}`)}
        </span>
      ))}
      <Story />
      <Button look="quiet" className="small" onPress={() => showReport(true)}>
        {t('history:report')}
      </Button>
      <IconButton label={t('history:hideOrigins')} className="small-icon" onPress={toggleOrigins}>
        <X />
      </IconButton>
    </aside>
  )
}

export const OriginBar = (): ReactElement | null => {
  const shown = useOrigins((state) => state.shown)
  return shown ? <Bar /> : null
}
