/** Names of variables: a collection and a variable of it, `ip.failures`. The collection `tx` lasts for one event. */

/** The collection that is empty for each event. */
export const TX = 'tx';

const COLLECTION = /^[a-z][a-z0-9_]*$/;
const VARIABLE = /^([a-z][a-z0-9_]*)\.([a-z0-9_-]+)$/;
/** Collections that ModSecurity fills by itself, and that no event of a log has. */
const FILLED = new Set([
  ...['args', 'args_get', 'args_post', 'env', 'files', 'geo', 'matched_vars', 'rule', 'request_cookies'],
  ...['request_headers', 'response_headers', 'xml'],
]);

export function isCollection(name: string): boolean {
  return COLLECTION.test(name) && name !== TX && !FILLED.has(name);
}

export function isVariable(name: string): boolean {
  const collection = collectionOf(name);
  return VARIABLE.test(name) && (collection === TX || isCollection(collection));
}

export function collectionOf(variable: string): string {
  return variable.slice(0, variable.indexOf('.'));
}
