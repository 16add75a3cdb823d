import { z } from 'zod';
import { invalidParams, parse, RpcError, type RpcCall, type RpcMethod } from './rpc.ts';
import type { CustomFieldDefinition } from './store.ts';

/** Custom field definitions. The page names these methods only: parameters and results are invented. */
export const customFieldMethods: Readonly<Record<string, RpcMethod>> = {
  createCustomFieldDefinition(call) {
    const { name } = parse(call, z.object({ name: z.string().min(1) }));
    const { customFields } = call.store;
    if (customFields.some((field) => field.name === name)) {
      throw new RpcError(invalidParams, 'A custom field with this name already exists');
    }
    const field = { id: call.store.nextId(), name };
    customFields.push(field);
    note(call, 'create', field);
    return field.id;
  },

  updateCustomFieldDefinition(call) {
    const { id, name } = parse(call, z.object({ id: z.string(), name: z.string().min(1) }));
    const index = indexOf(call, id);
    call.store.customFields[index] = { id, name };
    note(call, 'update', { id, name });
    return null;
  },

  getCustomFieldsDefinitions: (call) => call.rows.shape(call.store.customFields).rows,

  deleteCustomFieldDefinition(call) {
    const { id } = parse(call, z.object({ id: z.string() }));
    const [field] = call.store.customFields.splice(indexOf(call, id), 1);
    if (field !== undefined) note(call, 'delete', field);
    return null;
  },
};

function indexOf(call: RpcCall, id: string): number {
  const index = call.store.customFields.findIndex((field) => field.id === id);
  if (index < 0) throw new RpcError(invalidParams, 'The custom field does not exist');
  return index;
}

function note(
  call: RpcCall,
  verb: 'create' | 'update' | 'delete',
  { id, name }: CustomFieldDefinition,
): void {
  call.effect = { verb, kind: 'customField', id, name };
}
