// The selected node in words: its fields, its name, and whether the dialogue begins with it.
import type { ReactElement } from 'react'
import { Button, ProjectFields } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { edit, useDialogue } from './dialogue-store.ts'
import { Draft } from './Draft.tsx'
import { GhostInspector } from './GhostInspector.tsx'
import { KindFields } from './KindFields.tsx'

export const NodeInspector = (): ReactElement => {
  const t = useText()
  const graph = useDialogue((state) => state.graph)
  const node = useDialogue((state) => state.graph?.nodes.find(({ id }) => id === state.selected))
  const growth = useDialogue((state) => state.growth)
  const ghost = useDialogue((state) => state.growth?.nodes.find(({ id }) => id === state.selected))
  return (
    <aside className="dialogue-side" aria-label={t('dialogue:inspector')} data-testid="node-inspector">
      {growth && ghost ? (
        <ProjectFields key={ghost.id} value>
          <GhostInspector growth={growth} node={ghost} />
        </ProjectFields>
      ) : graph && node ? (
        <ProjectFields key={node.id} value>
          <div className="dialogue-fields">
            <h2>
              {t(`dialogue:kind_${node.kind}`)} <small>{node.id}</small>
            </h2>
            <KindFields node={node} graph={graph} />
            <Draft
              label={t('dialogue:nodeTitle')}
              value={node.title}
              onCommit={(title) => void edit({ act: 'update', nodeId: node.id, fields: { title } })}
            />
            {node.id !== graph.startId && (
              <Button onPress={() => void edit({ act: 'start', nodeId: node.id })}>
                {t('dialogue:makeStart')}
              </Button>
            )}
          </div>
        </ProjectFields>
      ) : (
        <p className="quiet">{t('dialogue:selectHint')}</p>
      )}
    </aside>
  )
}
