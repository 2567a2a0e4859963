/**
 * Who may call what: the one table of all methods. Operators may call everything that is in it, and nobody what is not.
 * A method can't be defined (definitions.ts) before it stands here.
 */
export const ROLES = ['viewer', 'operator', 'enforcer'] as const;
/** Viewers read, enforcers follow the ledger and report, operators change. */
export type Role = (typeof ROLES)[number];

/** Who may call a method beside operators. */
const CALLERS = {
  'Decisions/List': ['viewer'],
  'Decisions/Export': ['viewer'],
  'Decisions/Watch': ['viewer', 'enforcer'],
  'Decisions/ReportApplied': ['enforcer'],
  'Decisions/Add': [],
  'Decisions/Extend': [],
  'Decisions/Delete': [],
  'Decisions/Import': [],
  'Ledger/Export': ['viewer'],
  'Ledger/Import': [],
  'Audit/List': ['viewer'],
  'Inspector/Status': ['viewer'],
  'Inspector/Explain': ['viewer'],
  'Inspector/Evidence': ['viewer'],
  'Inspector/Tap': ['viewer'],
  'Analyzers/List': ['viewer'],
  'Analyzers/Remove': [],
  'Guard/State': ['viewer'],
  'Guard/Revoke': [],
  'Guard/Release': [],
  'Policies/Get': ['viewer'],
  'Policies/Change': [],
  'Scenarios/Get': ['viewer'],
  'Scenarios/History': ['viewer'],
  'Scenarios/Change': [],
  'Notifications/Test': [],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** `Service/Method` of the package weir.v1. */
export type MethodName = keyof typeof CALLERS;

const PACKAGE = '/weir.v1.';

/** How gRPC names a method. */
export function pathOf(method: MethodName): string {
  return `${PACKAGE}${method}`;
}

/** Roles that may call the method at a path, the least of them first; none when it is not in the table. */
export function rolesFor(path: string): readonly Role[] {
  const method = path.slice(PACKAGE.length);
  if (!path.startsWith(PACKAGE) || !Object.hasOwn(CALLERS, method)) return [];
  return [...CALLERS[method as MethodName], 'operator'];
}
