// The engine as the renderer sees it: one typed client, imported once, valid for the whole life of the window.
import { createORPCClient } from '@orpc/client'
import type { EngineClient } from '../../engine/contract/index.ts'
import { engineLink } from './connection.ts'

export const engine: EngineClient = createORPCClient(engineLink)
