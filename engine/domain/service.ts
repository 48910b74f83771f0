// What keys of the service may open.

export const SERVICE_SCOPES = ['write', 'analyze', 'read', 'npc', 'metrics'] as const
export type ServiceScope = (typeof SERVICE_SCOPES)[number]
