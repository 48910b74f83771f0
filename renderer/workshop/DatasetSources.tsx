// Where the text comes from: the whole book or chosen parts of it, and files and folders of this machine.
import { FilePlus2, FolderPlus, X } from 'lucide-react'
import { useMemo, type ReactElement } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { nodeLabel, useBinder, type BinderNode } from '../binder/binder-store.ts'
import { host } from '../engine-client/host.ts'
import { formatNumber, useText } from '../locales/index.ts'
import { Button, IconButton, Segmented } from '../ui/index.ts'
import { addSource, removeSource } from './dataset-store.ts'
import { changeDataset, useWorkshop } from './workshop-store.ts'

type Scope = 'book' | 'parts' | 'none'

/** How deep each node lies, and whether a node above it is chosen too. */
const placesOf = (
  nodes: readonly BinderNode[],
  chosen: ReadonlySet<string>,
): ReadonlyMap<string, { readonly depth: number; readonly isIncluded: boolean }> => {
  const places = new Map<string, { depth: number; isIncluded: boolean }>()
  for (const { id, parentId } of nodes) {
    const above = parentId === null ? undefined : places.get(parentId)
    places.set(id, {
      depth: above ? above.depth + 1 : 0,
      isIncluded: chosen.has(id) || (above?.isIncluded ?? false),
    })
  }
  return places
}

const Parts = ({ nodeIds }: { readonly nodeIds: readonly string[] }): ReactElement => {
  const t = useText()
  const nodes = useBinder((state) => state.nodes)
  const places = useMemo(() => placesOf(nodes, new Set(nodeIds)), [nodes, nodeIds])
  return (
    <ListBox
      className="dataset-parts"
      aria-label={t('workshop:chooseParts')}
      selectionMode="multiple"
      selectedKeys={nodeIds}
      onSelectionChange={(keys) =>
        changeDataset({ nodeIds: keys === 'all' ? nodes.map(({ id }) => id) : [...keys].map(String) })
      }
      data-testid="dataset-parts"
    >
      {nodes.map(({ id, title, kind, words }) => {
        const place = places.get(id)
        return (
          <ListBoxItem
            key={id}
            id={id}
            textValue={nodeLabel({ kind, title })}
            className={place?.isIncluded ? 'menu-item included' : 'menu-item'}
            style={{ paddingInlineStart: `${10 + 16 * (place?.depth ?? 0)}px` }}
          >
            <i className="tick" aria-hidden>
              {place?.isIncluded ? '✓' : ''}
            </i>
            <span>{nodeLabel({ kind, title })}</span>
            <small>{formatNumber(words)}</small>
          </ListBoxItem>
        )
      })}
    </ListBox>
  )
}

export const DatasetSources = (): ReactElement => {
  const t = useText()
  const { nodeIds, paths } = useWorkshop((state) => state.form.dataset)
  const wasParts = nodeIds !== null && nodeIds.length > 0
  const scope: Scope = nodeIds === null ? 'book' : wasParts ? 'parts' : 'none'
  const firstId = useBinder((state) => state.nodes[0]?.id)
  const choose = (next: Scope): void =>
    changeDataset({ nodeIds: next === 'book' ? null : next === 'none' || !firstId ? [] : [firstId] })
  return (
    <section className="dataset-sources" aria-label={t('workshop:sources')}>
      <div className="field">
        <span className="label">{t('workshop:fromBook')}</span>
        <Segmented
          label={t('workshop:fromBook')}
          value={scope}
          choices={[
            { id: 'book', label: t('workshop:wholeBook') },
            { id: 'parts', label: t('workshop:someParts') },
            { id: 'none', label: t('workshop:noBook') },
          ]}
          onChange={choose}
        />
      </div>
      {scope === 'parts' && <Parts nodeIds={nodeIds ?? []} />}
      <div className="field">
        <span className="label">{t('workshop:fromFiles')}</span>
        {paths.length > 0 && (
          <ul className="dataset-paths" data-testid="dataset-paths">
            {paths.map((path) => (
              <li key={path}>
                <span className="path">{path}</span>
                <IconButton label={t('workshop:removePath', { path })} onPress={() => removeSource(path)}>
                  <X aria-hidden />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        <div className="dataset-add">
          <Button onPress={() => void addSource('files')} data-testid="dataset-add-files">
            <FilePlus2 aria-hidden /> {t('workshop:addFiles')}
          </Button>
          {host.hasNativeDialogs && (
            <Button onPress={() => void addSource('folder')}>
              <FolderPlus aria-hidden /> {t('workshop:addFolder')}
            </Button>
          )}
        </div>
        <span className="hint">{t('workshop:filesHint')}</span>
      </div>
    </section>
  )
}
