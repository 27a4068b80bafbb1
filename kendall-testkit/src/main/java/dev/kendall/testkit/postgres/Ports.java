package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;

/** Free ports on loopback. */
final class Ports {
    /** Below the ports that systems hand out by themselves, so that a server that restarts finds its port again. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ports() {}

    static int free() throws Unavailable {
        for (int i = 0; i < 200; i++) {
            int port = FIRST + RANDOM.nextInt(LAST - FIRST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new Unavailable("no port between " + FIRST + " and " + LAST + " is free");
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() == port;
        } catch (IOException e) {
            return false;
        }
    }
}
