// What a script finds: the variables, `execution`, `task`, `BpmnError`. Runs before every script, in a fresh runtime.
// Gives two functions back: one for what the script's last statement gave, one for what it threw.
(function (request, java) {
  'use strict';
  const { parse, stringify } = JSON;
  const { keys, defineProperty, prototype } = Object;
  const owns = (object, name) => prototype.hasOwnProperty.call(object, name);
  const isObject = (value) => value !== null && typeof value === 'object';
  const changes = request.purpose !== 'value';
  const { facts, task: known } = request;
  const all = new Map(); // name -> { value, before, own }, in the order of the variables
  const set = {}, local = {}, change = {};
  const removed = new Set(), removedLocal = new Set();

  for (const name of keys(request.variables)) {
    const value = request.variables[name];
    all.set(name, { value, before: stringify(value), own: request.own.includes(name) });
  }

  const JSON_KINDS = ['Object', 'Array', 'String', 'Number', 'Boolean'];

  // JSON has fewer values than JavaScript; what would be lost is refused.
  function plain(name, value) {
    if (value === undefined) return null;
    const text = stringify(value, (_, inner) => {
      const tag = isObject(inner) ? prototype.toString.call(inner).slice(8, -1) : 'Object';
      if (!JSON_KINDS.includes(tag)) throw new TypeError(`variable "${name}" cannot hold a ${tag}`);
      if (typeof inner === 'function' || typeof inner === 'symbol' || typeof inner === 'bigint')
        throw new TypeError(`variable "${name}" cannot hold a ${typeof inner}`);
      if (typeof inner === 'number' && !Number.isFinite(inner))
        throw new TypeError(`variable "${name}" cannot hold ${inner}`);
      return inner;
    });
    return text === undefined ? null : parse(text);
  }

  function needsProgram(what) {
    if (!changes) throw new TypeError(`${what} is for tasks and listeners: this script only gives a value`);
  }

  function nameOf(name) {
    if (String(name) === '__proto__') throw new TypeError('a variable cannot be called "__proto__"');
    return String(name);
  }

  function setVariable(name, value) {
    needsProgram('setVariable');
    name = nameOf(name);
    removed.delete(name);
    set[name] = plain(name, value);
    all.set(name, { value, before: undefined, own: all.has(name) && all.get(name).own });
    if (owns(globalThis, name) && seen.has(name)) globalThis[name] = value;
  }

  function setVariableLocal(name, value) {
    needsProgram('setVariableLocal');
    name = nameOf(name);
    removedLocal.delete(name);
    local[name] = plain(name, value);
    all.set(name, { value, before: undefined, own: true });
  }

  const read = (name) => (all.has(String(name)) ? all.get(String(name)).value : null);
  const readLocal = (name) => (all.has(String(name)) && all.get(String(name)).own ? read(name) : null);
  const each = (values, setOne) => { for (const name of keys(values)) setOne(name, values[name]); };
  const object = (own) => {
    const found = {};
    for (const [name, entry] of all) if (!own || entry.own) found[name] = entry.value;
    return found;
  };
  function removeVariable(name) {
    needsProgram('removeVariable');
    name = nameOf(name);
    const own = all.has(name) && all.get(name).own;
    delete set[name];
    delete local[name];
    all.delete(name);
    if (seen.has(name)) delete globalThis[name];
    (own ? removedLocal : removed).add(name);
  }

  function removeVariableLocal(name) {
    needsProgram('removeVariableLocal');
    name = nameOf(name);
    if (owns(local, name) || (all.has(name) && all.get(name).own)) removeVariable(name);
  }

  const eachName = (names, removeOne) => { for (const name of [...(names ?? all.keys())]) removeOne(name); };

  const scope = {
    getVariable: read,
    getVariableLocal: readLocal,
    getVariables: () => object(false),
    getVariablesLocal: () => object(true),
    getVariableNames: () => [...all.keys()],
    getVariableTyped: (name) => ({ value: read(name), getValue: () => read(name) }),
    hasVariable: (name) => all.has(String(name)),
    hasVariableLocal: (name) => all.has(String(name)) && all.get(String(name)).own,
    hasVariables: () => all.size > 0,
    setVariable,
    setVariableLocal,
    setVariables: (values) => each(values, setVariable),
    setVariablesLocal: (values) => each(values, setVariableLocal),
    removeVariable,
    removeVariableLocal,
    removeVariables: (names) => eachName(names, removeVariable),
    removeVariablesLocal: (names) => eachName(names, removeVariableLocal),
  };

  // `getX()` and, as in engines in Java, `x`.
  function withFacts(target, values) {
    for (const name of keys(values)) {
      const get = typeof values[name] === 'function' ? values[name] : () => values[name] ?? null;
      target['get' + name[0].toUpperCase() + name.slice(1)] = get;
      defineProperty(target, name, { get });
    }
    return Object.freeze(target);
  }

  // What another engine has and this one has not is named when it is called.
  function naming(label, target) {
    const lacks = (name) => typeof name === 'string' && /^([a-z]+[A-Z]|complete$|claim$|resolve$)/.test(name) && name !== 'toJSON';
    const missing = (name) => () => { throw new TypeError(`there is no ${label}.${name}() here`); };
    return new Proxy(target, { __proto__: null, get: (all, name) => (!(name in all) && lacks(name) ? missing(name) : all[name]) });
  }

  const execution = naming('execution', withFacts({ ...scope }, {
    id: facts.processInstanceId,
    processInstanceId: facts.processInstanceId,
    processBusinessKey: facts.processBusinessKey,
    businessKey: facts.processBusinessKey,
    processDefinitionId: facts.processDefinitionId,
    currentActivityId: facts.currentActivityId,
    currentActivityName: facts.currentActivityName,
    eventName: facts.eventName,
    tenantId: null,
  }));

  function listenedTask() {
    const current = { ...known };
    const time = (value) => (value instanceof RealDate ? value.toISOString() : value === null ? '' : String(value));
    function put(field, value) {
      needsProgram('changing a task');
      if (!known.open) throw new TypeError('the task is done: it is not changed any more');
      current[field] = change[field] = value;
    }
    const list = (field) => current[field] ?? [];
    const add = (field, names) => put(field, [...new Set([...list(field), ...names.map(String)])]);
    const remove = (field, name) => put(field, list(field).filter((one) => one !== String(name)));
    const date = (text) => (text ? new RealDate(text) : null);
    const target = {
      ...scope,
      setAssignee: (name) => put('assignee', name === null || name === undefined ? '' : String(name)),
      setPriority: (number) => {
        if (!Number.isFinite(Number(number))) throw new TypeError(`the priority of a task is a number, not ${number}`);
        put('priority', Math.round(Math.min(100, Math.max(0, Number(number)))));
      },
      setName: (name) => put('name', name === null || name === undefined ? '' : String(name)),
      setDescription: (text) => put('description', text === null || text === undefined ? '' : String(text)),
      setDueDate: (value) => put('due', time(value)),
      setFollowUpDate: (value) => put('followUp', time(value)),
      addCandidateUser: (name) => add('candidateUsers', [name]),
      addCandidateUsers: (names) => add('candidateUsers', [...names]),
      deleteCandidateUser: (name) => remove('candidateUsers', name),
      addCandidateGroup: (name) => add('candidateGroups', [name]),
      addCandidateGroups: (names) => add('candidateGroups', [...names]),
      deleteCandidateGroup: (name) => remove('candidateGroups', name),
    };
    return naming('task', withFacts(target, {
      assignee: () => current.assignee || null,
      priority: () => current.priority,
      dueDate: () => date(current.due),
      followUpDate: () => date(current.followUp),
      candidateUsers: () => [...list('candidateUsers')],
      candidateGroups: () => [...list('candidateGroups')],
      id: () => {
        if (!known.id) throw new TypeError('a task has no id before it is made');
        return known.id;
      },
      name: () => current.name || facts.currentActivityName,
      description: () => current.description || null,
      taskDefinitionKey: facts.currentActivityId,
      processInstanceId: facts.processInstanceId,
      processDefinitionId: facts.processDefinitionId,
      executionId: facts.processInstanceId,
      execution: () => execution,
      tenantId: null,
    }));
  }

  class BpmnError extends Error {
    constructor(code, message) {
      super(message === undefined ? '' : String(message));
      this.name = 'BpmnError';
      this.errorCode = String(code);
    }
    getErrorCode() { return this.errorCode; }
  }

  // The day is that of the step: the same question gives the same answer in a test with a clock of its own.
  const RealDate = globalThis.Date;
  const Day = new Proxy(RealDate, {
    __proto__: null,
    construct: (target, given, made) => Reflect.construct(target, given.length ? given : [request.now], made === Day ? target : made),
    apply: () => new RealDate(request.now).toString(),
    get: (target, name) => (name === 'now' ? () => request.now : Reflect.get(target, name)),
  });
  RealDate.prototype.constructor = globalThis.Date = Day;

  const delegate = { delegate: Object.freeze({ BpmnError }) };
  const quiet = () => {};
  const globals = {
    execution,
    BpmnError,
    print: quiet,
    println: quiet,
    console: Object.freeze({ log: quiet, info: quiet, warn: quiet, error: quiet, debug: quiet }),
    org: { camunda: { bpm: { engine: delegate } }, flowable: { engine: delegate }, activiti: { engine: delegate } },
    Java: Object.freeze({
      type: (name) => {
        if (/^org\.(camunda\.bpm|flowable|activiti)\.engine\.delegate\.BpmnError$/.test(name)) return BpmnError;
        throw new TypeError(`"${name}" is a class of Java, which is not there`);
      },
    }),
  };
  const ofJava = java(request.script, keys(request.variables).map((name) => request.variables[name]));
  if (/\bS\s*\(/.test(request.script) && !all.has('S')) globals.S = ofJava.json;
  if (known) globals.task = listenedTask();
  for (const name of keys(globals))
    defineProperty(globalThis, name, { value: globals[name], writable: true, configurable: true });

  // A variable never hides what is built in; `execution.getVariable` reads those that would.
  const seen = new Set();
  for (const [name, { value }] of all) {
    if (name in globalThis) continue;
    seen.add(name);
    defineProperty(globalThis, name, { value, writable: true, enumerable: true, configurable: true });
  }
  const before = new Set(keys(globalThis));
  ofJava.install();

  // Lists and objects that were changed inside are set; so is, where the model stores them, what was assigned.
  function collect() {
    if (!changes) return;
    for (const [name, entry] of all) {
      const explicit = owns(set, name) || owns(local, name);
      if (!isObject(entry.value) || (!explicit && stringify(entry.value) === entry.before)) continue;
      if (owns(local, name)) local[name] = plain(name, entry.value);
      else set[name] = plain(name, entry.value);
    }
    if (request.purpose !== 'storingProgram') return;
    for (const name of keys(globalThis)) {
      if (owns(set, name) || owns(local, name)) continue;
      const value = globalThis[name];
      if (typeof value === 'function' || (before.has(name) && !seen.has(name))) continue;
      if (seen.has(name) && stringify(value) === all.get(name).before) continue;
      set[name] = plain(name, value);
    }
  }

  function line(error) {
    const found = /script:(\d+)/.exec(String(error.stack ?? ''));
    return found ? Number(found[1]) : null;
  }

  return {
    gave(value) {
      // What is only there to be called is no value: a script that does something may end by defining a function.
      const result = changes && !request.gives && typeof value === 'function' ? null : plain('result', value);
      if (!changes) return stringify({ value: result });
      collect();
      return stringify({ outcome: { value: result, set, local, removed: [...removed], removedLocal: [...removedLocal], task: change, thrown: null } });
    },
    threw(error) {
      if (changes && error instanceof BpmnError) {
        collect();
        const thrown = { code: error.errorCode, message: error.message };
        return stringify({ outcome: { value: null, set, local, removed: [...removed], removedLocal: [...removedLocal], task: change, thrown } });
      }
      const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return stringify({ failed: { message, line: isObject(error) ? line(error) : null, syntax: error instanceof SyntaxError } });
    },
  };
})
