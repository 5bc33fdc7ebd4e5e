package org.trousse.referencing.member;

import io.vertx.core.Future;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// The calls of a store, found in its class: a matrix that misses one of them must fail.
public final class StoreCalls {
  private StoreCalls() {}

  public static Set<String> of(Class<?> store) {
    return Arrays.stream(store.getDeclaredMethods())
        .filter(method -> !method.isSynthetic() && !Modifier.isPrivate(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType() == Future.class)
        .map(Method::getName)
        .map(name -> store.getSimpleName() + "." + name)
        .collect(Collectors.toUnmodifiableSet());
  }
}
