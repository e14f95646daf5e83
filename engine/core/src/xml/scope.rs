//! Which prefix stands for which namespace, where.
use super::XML;
use super::limits::NAMESPACES_MAX;
use std::sync::Arc;

/// All scopes of a document; each points at the one around it. Number 0 knows only `xml`.
#[derive(Debug)]
pub struct Scopes {
    list: Vec<Scope>,
    empty: Arc<str>,
}

#[derive(Debug)]
struct Scope {
    outer: Option<usize>,
    bindings: Vec<(Arc<str>, Arc<str>)>,
    /// Bindings of this scope and all around it.
    depth: usize,
}

impl Default for Scopes {
    fn default() -> Self {
        let root = Scope { outer: None, bindings: vec![("xml".into(), XML.into())], depth: 1 };
        Scopes { list: vec![root], empty: "".into() }
    }
}

impl Scopes {
    /// The scope inside `outer` with more bindings; `outer` itself when there are none. None: too many.
    pub fn push(&mut self, outer: usize, bindings: Vec<(Arc<str>, Arc<str>)>) -> Option<usize> {
        if bindings.is_empty() {
            return Some(outer);
        }
        let depth = self.list[outer].depth + bindings.len();
        if depth > NAMESPACES_MAX {
            return None;
        }
        self.list.push(Scope { outer: Some(outer), bindings, depth });
        Some(self.list.len() - 1)
    }

    /// What a prefix stands for. The empty prefix always stands for something, be it no namespace.
    pub fn find(&self, scope: usize, prefix: &str) -> Option<&Arc<str>> {
        let mut next = Some(scope);
        while let Some(at) = next {
            let scope = &self.list[at];
            if let Some((_, uri)) = scope.bindings.iter().find(|(bound, _)| &**bound == prefix) {
                return Some(uri);
            }
            next = scope.outer;
        }
        prefix.is_empty().then_some(&self.empty)
    }

    /// No namespace: what an attribute without prefix has.
    pub fn none(&self) -> Arc<str> {
        self.empty.clone()
    }
}
