// A scene's place in the continuous view: an editor when it is near the eye, quiet paper of the same height otherwise.
import { useCallback, useContext, useEffect, useRef, useState, type ReactElement } from 'react'
import { nodeLabel, type BinderNode } from '../binder/binder-store.ts'
import { useText } from '../locales/index.ts'
import { useManuscript } from './manuscript-store.ts'
import { NearContext } from './near-observer.ts'
import { registerSlot } from './page.ts'
import { SceneEditor } from './SceneEditor.tsx'
import { estimateHeightPx } from './estimate-height.ts'

interface SceneSlotProps {
  readonly scene: BinderNode
  /** Part and chapter titles that stand before this scene. */
  readonly headings: readonly BinderNode[]
  readonly language: 'en' | 'zh'
  /** Always on the page, as in the single-scene view. */
  readonly pinned?: boolean
}

export const SceneSlot = ({ scene, headings, language, pinned = false }: SceneSlotProps): ReactElement => {
  const t = useText()
  const element = useRef<HTMLElement>(null)
  const near = useContext(NearContext)
  const [isNear, setNear] = useState(false)
  const [measuredPx, setMeasured] = useState<number | null>(null)
  const active = useManuscript((state) => state.activeSceneId === scene.id)
  const heightPx = measuredPx ?? estimateHeightPx(scene.words, language)
  const onRest = useCallback((px: number) => setMeasured(px > 0 ? px : null), [])

  useEffect(() => {
    const { current } = element
    if (!current) return undefined
    const forget = registerSlot(scene.id, current, () => setNear(true))
    const stop = near?.watch(current, setNear)
    return () => {
      forget()
      stop?.()
    }
  }, [near, scene.id])

  return (
    <article className="scene" ref={element} data-scene-id={scene.id} data-testid="scene">
      {headings.map((node) => (
        <h2 key={node.id} className={`${node.kind}-title`}>
          {nodeLabel(node)}
        </h2>
      ))}
      {scene.kind === 'note' && <p className="note-kind">{t('binder:note')}</p>}
      {/* Without a title the chapter's name above is enough; between scenes stands an ornament. */}
      <h3 className={scene.title === '' ? 'scene-title visually-hidden' : 'scene-title'}>
        {nodeLabel(scene)}
      </h3>
      {scene.title === '' && headings.length === 0 && !pinned && (
        <p className="scene-ornament" aria-hidden>
          * * *
        </p>
      )}
      {pinned || isNear || active ? (
        <SceneEditor sceneId={scene.id} estimatedHeightPx={heightPx} onRest={onRest} />
      ) : (
        <div className="scene-rest" style={{ height: heightPx }} />
      )}
    </article>
  )
}
