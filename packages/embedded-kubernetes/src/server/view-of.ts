import { representationFor } from './negotiation';
import type { View } from './response-format';
import type { ApiRequest } from './request';

/** How the client wants to see what it gets. */
export function viewOf(request: ApiRequest): View {
  const representation = representationFor(request);
  const include = request.query.get('includeObject');
  return {
    representation,
    table: {
      version: representation.as === 'Table' ? representation.version : 'v1',
      includeObject:
        include === 'Object' || include === 'None' ? include : 'Metadata',
      now: Date.now(),
      withColumns: true,
    },
  };
}
