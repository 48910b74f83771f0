// Mounts one scene's editor on the page while it is near the eye; while it loads, its place keeps its height.
import { useEffect, useRef, useState, type ReactElement } from 'react'
import { Button } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { loadScene } from './scene-sessions.ts'

interface SceneEditorProps {
  readonly sceneId: string
  readonly estimatedHeightPx: number
  /** The real height, told when the scene leaves the page. */
  readonly onRest: (heightPx: number) => void
}

export const SceneEditor = ({ sceneId, estimatedHeightPx, onRest }: SceneEditorProps): ReactElement => {
  const t = useText()
  const element = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading')
  const [attempt, setAttempt] = useState(0)
  const rest = useRef(onRest)
  useEffect(() => {
    rest.current = onRest
  })

  useEffect(() => {
    let gone = false
    let leave = (): void => undefined
    loadScene(sceneId).then(
      (session) => {
        if (gone || !element.current || session.disposed) return
        session.mount(element.current)
        setState('ready')
        leave = () => {
          if (session.disposed) return
          rest.current(session.editor.view.dom.offsetHeight)
          session.unmount()
        }
      },
      () => {
        if (!gone) setState('failed')
      },
    )
    return () => {
      gone = true
      leave()
    }
  }, [sceneId, attempt])

  if (state === 'failed') {
    return (
      <div className="scene-failed" role="alert">
        <p>{t('manuscript:loadFailed')}</p>
        <Button
          onPress={() => {
            setState('loading')
            setAttempt(attempt + 1)
          }}
        >
          {t('manuscript:loadAgain')}
        </Button>
      </div>
    )
  }
  return (
    <div
      ref={element}
      className="scene-editor"
      style={state === 'loading' ? { minHeight: estimatedHeightPx } : {}}
    />
  )
}
