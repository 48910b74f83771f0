// Every way in which the studio may speak to another machine, all closed until the writer opens one; and the one place
// that refuses. Whoever goes through a door asks `pass` first; what is said behind it is not its concern.
import { EngineError } from '../domain/errors.ts'
import type { SettingsFile } from './settings-file.ts'

export interface NetworkDoor {
  /** Stable; the window's words are `doors:<id>` and `doors:<id>-hint`. */
  readonly id: string
  /** `out`: the studio calls somebody. `in`: somebody may call the studio. */
  readonly direction: 'out' | 'in'
  /** For terminals. */
  readonly title: string
}

/** One line each. A feature without a line here cannot reach the network. */
export const NETWORK_DOORS = [
  {
    id: 'remote-models',
    direction: 'out',
    title:
      'models on a server whose address you gave: it reads the prompt, and pictures where you chose it to describe them',
  },
  {
    id: 'serve',
    direction: 'in',
    title: 'other machines may call the service (“arcwright serve --host …”), each with a key of yours',
  },
  {
    id: 'shared-work',
    direction: 'out',
    title: 'workers on other machines, over a Redis of yours: they read the text that they work on',
  },
] as const satisfies readonly NetworkDoor[]

export type DoorId = (typeof NETWORK_DOORS)[number]['id']

export interface DoorState extends NetworkDoor {
  /** As the writer set it. */
  readonly open: boolean
}

const find = (id: string): NetworkDoor => {
  const door = NETWORK_DOORS.find((each) => each.id === id)
  if (door) return door
  throw new EngineError('NOT_FOUND', 'There is no network door of this name.', { door: id })
}

export class NetworkDoors {
  readonly #settings: Pick<SettingsFile, 'doors' | 'updateDoors'>
  readonly #inUse = new Map<string, AbortController>()

  constructor(settings: Pick<SettingsFile, 'doors' | 'updateDoors'>) {
    this.#settings = settings
  }

  /** `allShut`: the master switch; while it is on, nothing passes whatever the doors say. */
  list(): { readonly allShut: boolean; readonly doors: readonly DoorState[] } {
    const { allShut, open } = this.#settings.doors()
    return { allShut, doors: NETWORK_DOORS.map((door) => ({ ...door, open: open.includes(door.id) })) }
  }

  /** NOT_FOUND. Closing ends what is passing. */
  set(id: string, open: boolean): void {
    find(id)
    const others = this.#settings.doors().open.filter((each) => each !== id)
    this.#settings.updateDoors({ open: open ? [...others, id] : others })
    if (!open) this.#end(id)
  }

  /** The master switch. What each door was set to is kept for when it is lifted. */
  shutAll(allShut: boolean): void {
    this.#settings.updateDoors({ allShut })
    if (allShut) for (const { id } of NETWORK_DOORS) this.#end(id)
  }

  isOpen(id: DoorId): boolean {
    const { allShut, open } = this.#settings.doors()
    return !allShut && open.includes(id)
  }

  /**
   * Call before anything is sent or listened for. DOOR_CLOSED { door, allShut }.
   * @returns aborts as soon as the door is closed here: hand it to the request, or to the server.
   */
  pass(id: DoorId): AbortSignal {
    if (!this.isOpen(id)) {
      throw new EngineError(
        'DOOR_CLOSED',
        'This needs the network, and the door for it is closed. Nothing was sent; it is opened in the settings.',
        { door: id, allShut: this.#settings.doors().allShut },
      )
    }
    const known = this.#inUse.get(id)
    if (known) return known.signal
    const controller = new AbortController()
    this.#inUse.set(id, controller)
    return controller.signal
  }

  #end(id: string): void {
    this.#inUse.get(id)?.abort()
    this.#inUse.delete(id)
  }
}
