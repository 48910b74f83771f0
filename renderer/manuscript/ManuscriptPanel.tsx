// The manuscript's room: toolbar, find bar, the page with its scenes, and what floats over it.
import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react'
import { useApp } from '../app/app-store.ts'
import { useSettings } from '../app/settings-store.ts'
import { scenesOf, useBinder, type BinderNode } from '../binder/binder-store.ts'
import { NoScenes } from '../binder/NoScenes.tsx'
import { OriginBar } from '../history/OriginBar.tsx'
import { useText } from '../locales/index.ts'
import { Conflicts } from './Conflicts.tsx'
import { FindBar } from './FindBar.tsx'
import { FootnotePopover } from './FootnotePopover.tsx'
import { GhostHint } from './GhostHint.tsx'
import './manuscript.css'
import './prose.css'
import './figures.css'
import './writing-aids.css'
import './manuscript-project.ts'
import { useManuscript } from './manuscript-store.ts'
import { createNearObserver, NearContext, type NearObserver } from './near-observer.ts'
import { PicturePopover } from './PicturePopover.tsx'
import { keepPlace } from './page.ts'
import { ReadingBar } from './ReadingBar.tsx'
import { followEye } from './reading-place.ts'
import { SpellMenu } from '../spelling/SpellMenu.tsx'
import { SceneSlot } from './SceneSlot.tsx'
import { Toolbar } from './Toolbar.tsx'

const EYE_INTERVAL_MS = 120

interface PageScene {
  readonly scene: BinderNode
  readonly headings: readonly BinderNode[]
}

/** Scenes in reading order, each with the part and chapter titles that come right before it. */
const pageScenes = (nodes: readonly BinderNode[]): PageScene[] => {
  const scenes: PageScene[] = []
  let headings: BinderNode[] = []
  for (const node of nodes) {
    if (node.kind === 'scene') {
      scenes.push({ scene: node, headings })
      headings = []
    } else if (node.kind === 'part' || node.kind === 'chapter') headings = [...headings, node]
  }
  return scenes
}

const useNear = (scroller: HTMLElement | null): NearObserver | null => {
  const near = useMemo(() => (scroller ? createNearObserver(scroller) : null), [scroller])
  useEffect(() => () => near?.dispose(), [near])
  return near
}

export const ManuscriptPanel = (): ReactElement => {
  const t = useText()
  const nodes = useBinder((state) => state.nodes)
  const loaded = useBinder((state) => state.loaded)
  const activeSceneId = useManuscript((state) => state.activeSceneId)
  const finding = useManuscript((state) => state.find.open)
  const view = useSettings((settings) => settings.view)
  const focusMode = useSettings((settings) => settings.focusMode)
  const typewriter = useSettings((settings) => settings.typewriter)
  const language = useApp((state) => state.project?.language ?? 'en')
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const near = useNear(scroller)
  const lastEye = useRef(0)

  const all = useMemo(() => pageScenes(nodes), [nodes])
  const note = useMemo(
    () => nodes.find((node) => node.id === activeSceneId && node.kind === 'note'),
    [nodes, activeSceneId],
  )
  const single = view === 'scene' || note !== undefined
  const shown = note
    ? [{ scene: note, headings: [] }]
    : single
      ? all.filter(({ scene }) => scene.id === activeSceneId)
      : all

  // In the one-scene view another scene starts at its top.
  const viewBefore = useRef(view)
  useEffect(() => {
    if (viewBefore.current !== view) void keepPlace()
    else if (view === 'scene') scroller?.scrollTo({ top: 0 })
    viewBefore.current = view
  }, [view, scroller, activeSceneId])

  // The room above the first line comes and goes with the mode; what was in view stays there.
  const typewriterBefore = useRef(typewriter)
  useEffect(() => {
    if (typewriterBefore.current !== typewriter) void keepPlace()
    typewriterBefore.current = typewriter
  }, [typewriter])

  const onScroll = (): void => {
    const now = performance.now()
    if (!scroller || now - lastEye.current < EYE_INTERVAL_MS) return
    lastEye.current = now
    requestAnimationFrame(() => followEye(scroller))
  }

  return (
    <section
      className={`manuscript${focusMode ? ' focus-mode' : ''}${typewriter ? ' typewriter' : ''}`}
      aria-label={t('manuscript:region')}
      data-testid="manuscript"
      data-view={view}
    >
      <Toolbar />
      {finding && <FindBar />}
      <ReadingBar />
      <Conflicts />
      <div className="manuscript-scroll" ref={setScroller} onScroll={onScroll} tabIndex={-1}>
        <NearContext value={near}>
          <div className="page" lang={language === 'zh' ? 'zh-CN' : 'en'}>
            {near &&
              shown.map(({ scene, headings }) => (
                <SceneSlot
                  key={scene.id}
                  scene={scene}
                  headings={single ? [] : headings}
                  language={language}
                  pinned={single}
                />
              ))}
            {loaded && !note && scenesOf(nodes).length === 0 && <NoScenes />}
          </div>
        </NearContext>
      </div>
      <OriginBar />
      <GhostHint />
      <FootnotePopover />
      <PicturePopover />
      <SpellMenu />
    </section>
  )
}
