// What scripts call of lists, maps, texts and JSON that were objects of Java where they were written: `list.size()`,
// `map.get(k)`, `S(text).prop('a').value()`. Here they are plain values, and have a method only where a script calls it.
(function (script, variables) {
  'use strict';
  const { keys, defineProperty, prototype } = Object;
  const isList = Array.isArray;
  const owns = (object, name) => prototype.hasOwnProperty.call(object, name);
  const isObject = (value) => value !== null && typeof value === 'object';
  const same = (a, b) => a === b || (isObject(a) && isObject(b) && JSON.stringify(a) === JSON.stringify(b));
  // A description without a prototype: `get` and `set` are among the methods that every object may have here.
  const hide = (on, name, value) => {
    const described = { __proto__: null, value, writable: true, configurable: true, enumerable: false };
    if (!owns(on, name)) defineProperty(on, name, described);
  };

  function position(list, at, most) {
    if (!Number.isInteger(at) || at < 0 || at > most) throw new RangeError(`a list of ${list.length} has no place ${at}`);
    return at;
  }

  function list(value, name) {
    if (!isList(value)) throw new TypeError(`${name}() is for lists`);
    return value;
  }

  const written = function () { return JSON.stringify(this); };

  // A part of a tree of JSON, which is written out as JSON. Nothing is an object too, because it is asked whether it is.
  class Nothing {
    isNull() { return true; }
    isValue() { return true; }
    value() { return null; }
    toJSON() { return null; }
    toString() { return 'null'; }
  }
  const nothing = Object.freeze(new Nothing());
  for (const name of ['isObject', 'isArray', 'isString', 'isNumber', 'isBoolean']) Nothing.prototype[name] = () => false;
  const node = (value) => {
    if (value === null || value === undefined) return nothing;
    if (isObject(value)) hide(value, 'toString', written);
    return value;
  };
  const bare = (value) => (value === nothing || value === undefined ? null : value);

  // `$.a.b[0]['c']`; anything wilder is refused.
  function found(from, path) {
    const steps = [...String(path).matchAll(/^\$|\.([\w$-]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/g)];
    if (!steps.length || steps.map((step) => step[0]).join('') !== String(path))
      throw new TypeError(`the path ${path} is not read here: it names entries and places alone`);
    let value = from;
    for (const [, entry, place, quoted, twice] of steps.slice(1)) {
      const name = entry ?? place ?? quoted ?? twice;
      if (!isObject(value) || !owns(value, name)) throw new TypeError(`there is nothing at ${path}`);
      value = value[name];
    }
    return value;
  }

  const methods = {
    size() { return isList(this) ? this.length : keys(this).length; },
    isEmpty() { return (typeof this === 'string' || isList(this) ? this : keys(this)).length === 0; },
    get(at) {
      if (isList(this)) return this[position(this, at, this.length - 1)];
      return owns(this, at) ? this[at] : null;
    },
    getOrDefault(name, other) { return owns(this, name) ? this[name] : other; },
    put(name, value) {
      const before = owns(this, name) ? this[name] : null;
      this[name] = value;
      return before;
    },
    putAll(other) { for (const name of keys(other)) this[name] = other[name]; },
    add(...given) {
      const at = given.length > 1 ? position(list(this, 'add'), given[0], this.length) : list(this, 'add').length;
      this.splice(at, 0, given[given.length - 1]);
      return true;
    },
    addAll(others) {
      list(this, 'addAll').push(...others);
      return others.length > 0;
    },
    set(at, value) {
      const [before] = this.splice(position(list(this, 'set'), at, this.length - 1), 1, value);
      return before;
    },
    remove(what) {
      if (!isList(this)) {
        const before = owns(this, what) ? this[what] : null;
        delete this[what];
        return before;
      }
      if (typeof what === 'number') return this.splice(position(this, what, this.length - 1), 1)[0];
      const at = this.findIndex((one) => same(one, what));
      if (at >= 0) this.splice(at, 1);
      return at >= 0;
    },
    removeAt(at) {
      this.splice(position(list(this, 'removeAt'), at, this.length - 1), 1);
      return this;
    },
    clear() {
      if (isList(this)) this.length = 0;
      else for (const name of keys(this)) delete this[name];
    },
    contains(what) {
      return typeof this === 'string' ? this.includes(what) : list(this, 'contains').some((one) => same(one, what));
    },
    containsKey(name) { return owns(this, name); },
    containsValue(value) { return keys(this).some((name) => same(this[name], value)); },
    keySet() { return keys(this); },
    values() { return keys(this).map((name) => this[name]); },
    entrySet() {
      return keys(this).map((key) => {
        const entry = { key, value: this[key] };
        hide(entry, 'getKey', () => key);
        hide(entry, 'getValue', () => entry.value);
        return entry;
      });
    },
    equals(other) { return same(this, other); },
    equalsIgnoreCase(other) { return typeof other === 'string' && this.toLowerCase() === other.toLowerCase(); },
    compareTo(other) { return this < other ? -1 : Number(this > other); },
    intValue() { return Math.trunc(Number(this)); },
    longValue() { return Math.trunc(Number(this)); },
    doubleValue() { return Number(this); },
    // JSON.
    prop(name, ...given) {
      if (given.length) {
        this[name] = bare(given[0]);
        return this;
      }
      if (!owns(this, name)) throw new TypeError(`there is no property "${name}"`);
      return node(this[name]);
    },
    hasProp(name) { return owns(this, name); },
    deleteProp(name) {
      for (const one of isList(name) ? name : [name]) delete this[one];
      return this;
    },
    fieldNames() { return keys(this); },
    elements() { return list(this, 'elements').map(node); },
    append(...more) {
      list(this, 'append').push(...more.map(bare));
      return this;
    },
    insertAt(at, value) {
      this.splice(position(list(this, 'insertAt'), at, this.length), 0, bare(value));
      return this;
    },
    value() { return this; },
    stringValue() { return one(this, 'string'); },
    numberValue() { return one(this, 'number'); },
    boolValue() { return one(this, 'boolean'); },
    isObject() { return isObject(this) && !isList(this); },
    isArray() { return isList(this); },
    isString() { return typeof this === 'string'; },
    isNumber() { return typeof this === 'number'; },
    isBoolean() { return typeof this === 'boolean'; },
    isValue() { return !isObject(this); },
    isNull() { return false; },
    jsonPath(path) {
      const value = found(this, path);
      return {
        element: () => node(value),
        elementList: () => list(value, 'elementList').map(node),
        stringValue: () => one(value, 'string'),
        numberValue: () => one(value, 'number'),
        boolValue: () => one(value, 'boolean'),
      };
    },
  };

  function one(value, type) {
    if (typeof value !== type) throw new TypeError(`${JSON.stringify(value)} is no ${type}`);
    return value;
  }

  // What Camunda 7 gives to read the result of a decision by: its rules as a list, each an object of its outputs.
  const single = (all, what) => {
    if (all.length > 1) throw new TypeError(`there are ${all.length} ${what}, not one`);
    return all.length ? all[0] : null;
  };
  const entry = (result) => (isObject(result) ? single(keys(result).map((name) => result[name]), 'entries') : result);
  Object.assign(methods, {
    getSingleResult() { return single(list(this, 'getSingleResult'), 'results'); },
    getFirstResult() { return list(this, 'getFirstResult').length ? this[0] : null; },
    getResultList() { return this; },
    getSingleEntry() { return entry(isList(this) ? single(this, 'results') : this); },
    getFirstEntry() { return this[keys(this)[0]] ?? null; },
    getEntry(name) { return owns(this, name) ? this[name] : null; },
    getEntryMap() { return this; },
    collectEntries(name) { return list(this, 'collectEntries').filter((r) => owns(r, name)).map((r) => r[name]); },
  });

  return {
    json: (value) => node(typeof value === 'string' ? JSON.parse(value) : value),
    // The last thing before the script runs.
    install() {
      for (const name of keys(methods)) {
        if (!new RegExp(`\\.\\s*${name}\\s*\\(`).test(script)) continue;
        for (const kind of [Array, String, Number, Boolean]) hide(kind.prototype, name, methods[name]);
        // A script that reads an entry of that name must not find a method where there is no such entry.
        if (!new RegExp(`\\.\\s*${name}\\b(?!\\s*\\()`).test(script)) hide(prototype, name, methods[name]);
      }
      if (/\bS\s*\(|\.\s*prop\s*\(/.test(script)) for (const value of variables) if (isObject(value)) node(value);
    },
  };
})
